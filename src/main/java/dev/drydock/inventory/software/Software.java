package dev.drydock.inventory.software;

import dev.drydock.image.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package, library or runtime, wherever it lies.
 *
 * @param group what names are unique in: the Maven group, the npm scope without its {@code @}; "" if there is none
 * @param version "" if nothing tells
 * @param purl its package URL; "" if nobody else could know it, as with a jar that does not tell what it is
 * @param licences SPDX expressions or other names, as the package's own data has them
 * @param source package of the distribution's sources it was built from, {@code NAME VERSION}; "" if that is the same or unknown
 * @param sha256 of the file, if it is one file
 */
public record Software(
        Kind kind,
        String group,
        String name,
        String version,
        String purl,
        List<String> licences,
        String source,
        @Nullable Digest sha256) {

    /** The sorts of software there are; {@link #word} is what documents call them. */
    public enum Kind {
        /** A jar with Maven coordinates, or the application of the module that is built. */
        MAVEN("maven"),
        /** A jar that does not tell its coordinates. */
        JAR("jar"),
        /** A Java runtime. */
        JAVA("java"),
        DEBIAN("deb"),
        ALPINE("apk"),
        RPM("rpm"),
        PYTHON("pypi"),
        NPM("npm"),
        /** Named by a document that an application carries with it, of another sort than these. */
        OTHER("other");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Software {
        licences = List.copyOf(licences);
    }

    public Software withLicences(List<String> newLicences) {
        return new Software(kind, group, name, version, purl, newLicences, source, sha256);
    }

    public Software withPurl(String newPurl) {
        return new Software(kind, group, name, version, newPurl, licences, source, sha256);
    }

    public Software withSha256(@Nullable Digest digest) {
        return new Software(kind, group, name, version, purl, licences, source, digest);
    }
}
