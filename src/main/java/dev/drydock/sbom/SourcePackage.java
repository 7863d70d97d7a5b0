package dev.drydock.sbom;

import dev.drydock.inventory.software.Software;
import org.jspecify.annotations.Nullable;

/**
 * The package of sources that a package of an operating system was built from. Distributions name their weaknesses by it: openssl,
 * not libssl3.
 *
 * @param version complete, with epoch and release as far as they are known
 */
record SourcePackage(String name, String version) {

    private static final String SOURCE_RPM = ".src.rpm";

    /** Null if it has the name and the version of the package itself, or is unknown. */
    static @Nullable SourcePackage of(Software software) {
        String source = software.source();
        if (source.isEmpty()) {
            return null;
        }
        if (software.kind() == Software.Kind.RPM) {
            return ofFile(source);
        }
        int space = source.indexOf(' ');
        return space < 0
                ? new SourcePackage(source, software.version())
                : new SourcePackage(source.substring(0, space), source.substring(space + 1));
    }

    /** {@code NAME-VERSION-RELEASE.src.rpm}; null if it is not named so. */
    private static @Nullable SourcePackage ofFile(String file) {
        if (!file.endsWith(SOURCE_RPM)) {
            return null;
        }
        String all = file.substring(0, file.length() - SOURCE_RPM.length());
        int release = all.lastIndexOf('-');
        int version = release < 0 ? -1 : all.lastIndexOf('-', release - 1);
        return version <= 0 ? null : new SourcePackage(all.substring(0, version), all.substring(version + 1));
    }
}
