package dev.drydock.inventory.system;

import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The database of dpkg, {@code var/lib/dpkg/status}, and the files of its form that images without dpkg have in
 * {@code status.d}; see deb-control(5) and dpkg-query(1).
 */
public final class DpkgStatus {

    /** States in which nothing of a package is there but perhaps its configuration. */
    private static final Set<String> GONE = Set.of("not-installed", "config-files");

    private DpkgStatus() {}

    /** @throws IOException if a package has no version */
    public static List<SystemPackage> read(byte[] status) throws IOException {
        List<SystemPackage> packages = new ArrayList<>();
        for (Map<String, String> fields : Paragraphs.of(status)) {
            String name = fields.getOrDefault("package", "");
            String state = fields.getOrDefault("status", "install ok installed");
            if (name.isEmpty() || GONE.contains(state.substring(state.lastIndexOf(' ') + 1))) {
                continue;
            }
            String version = fields.getOrDefault("version", "");
            if (version.isEmpty()) {
                throw new IOException("the package " + name + " has no version");
            }
            packages.add(of(name, version, fields));
        }
        return packages;
    }

    /** {@code Source} is there if name or version differ, {@code NAME} or {@code NAME (VERSION)}. */
    private static SystemPackage of(String name, String version, Map<String, String> fields) {
        String source = fields.getOrDefault("source", "");
        String sourceVersion = "";
        int bracket = source.indexOf('(');
        if (bracket > 0) {
            sourceVersion = source.substring(bracket + 1).replace(")", "").strip();
            source = source.substring(0, bracket).strip();
        }
        return new SystemPackage(
                Software.Kind.DEBIAN,
                name,
                version,
                "",
                fields.getOrDefault("architecture", ""),
                source,
                sourceVersion,
                List.of());
    }
}
