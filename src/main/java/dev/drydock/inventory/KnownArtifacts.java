package dev.drydock.inventory;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** The Maven artifacts that a build knows, asked for by what is found in an image. Used by several threads. */
public interface KnownArtifacts {

    /** Knows nothing: for images that are not made of a Maven module. */
    KnownArtifacts NONE = new KnownArtifacts() {
        @Override
        public Optional<KnownArtifact> find(Digest sha256, long size) {
            return Optional.empty();
        }

        @Override
        public Optional<KnownArtifact> application() {
            return Optional.empty();
        }
    };

    /** @param size of the file with that digest, in bytes */
    Optional<KnownArtifact> find(Digest sha256, long size) throws IOException;

    /**
     * Looks for a jar that says nothing of itself among all that Maven has on this machine.
     *
     * @param file its name, without folders
     */
    default Optional<KnownArtifact> search(String file, Digest sha256, long size) throws IOException {
        return Optional.empty();
    }

    /** The module whose application the image holds, in whatever form, or may hold. */
    Optional<KnownArtifact> application() throws IOException;

    /**
     * Whether the image holds the application even if nothing in it tells so. Otherwise it does if a jar in it is that of the
     * application, or says so.
     */
    default boolean isApplicationCertain() {
        return true;
    }
}
