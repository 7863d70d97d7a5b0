package dev.drydock.inventory.software;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A package of an operating system, as its database has it.
 *
 * @param kind one of {@code DEBIAN}, {@code ALPINE} and {@code RPM}
 * @param version with the release of the package, without an RPM's epoch
 * @param epoch of an RPM; "" if it has none
 * @param source name of the package of sources, or of the source RPM's file; "" if it is the package's own name
 * @param sourceVersion "" if it is the package's own
 * @param licences as the database names them; a Debian database names none
 */
public record SystemPackage(
        Software.Kind kind,
        String name,
        String version,
        String epoch,
        String architecture,
        String source,
        String sourceVersion,
        List<String> licences) {

    public SystemPackage {
        licences = List.copyOf(licences);
    }

    /** Identifies it, wherever it is listed. */
    public String identity() {
        return kind.word() + "/" + name + "/" + epoch + ":" + version + "/" + architecture;
    }

    /** @param system that it is a package of; null if nothing tells, which leaves out what package URLs say of it */
    public Software on(@Nullable OperatingSystem system) {
        Map<String, String> qualifiers = new HashMap<>();
        qualifiers.put("arch", architecture);
        qualifiers.put("epoch", epoch);
        qualifiers.put("upstream", sourceVersion.isEmpty() ? source : source + "@" + sourceVersion);
        if (system != null) {
            qualifiers.put("distro", system.distro());
        }
        String vendor = system == null ? usualVendor() : system.id().equals("rhel") ? "redhat" : system.id();
        return new Software(
                kind,
                "",
                name,
                epoch.isEmpty() ? version : epoch + ":" + version,
                Purl.of(kind.word(), vendor, name, version, qualifiers),
                licences,
                source.isEmpty() ? "" : (source + " " + sourceVersion).strip(),
                null);
    }

    private String usualVendor() {
        return switch (kind) {
            case DEBIAN -> "debian";
            case ALPINE -> "alpine";
            default -> "";
        };
    }
}
