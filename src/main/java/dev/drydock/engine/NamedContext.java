package dev.drydock.engine;

import dev.drydock.image.Reference;
import java.nio.file.Path;

/** The meaning of a named build context ({@code --build-context NAME=…}). */
public sealed interface NamedContext {

    /** A directory, behind its own .dockerignore. */
    record Directory(Path path) implements NamedContext {}

    /** An OCI image layout. */
    record Layout(Path path) implements NamedContext {}

    /** Another name of an image in a registry. */
    record Image(Reference reference) implements NamedContext {}

    /**
     * {@code docker-image://REFERENCE}, {@code oci-layout://PATH} or a path.
     *
     * @param base what relative paths start from
     * @throws IllegalArgumentException if the reference is no image name
     */
    static NamedContext parse(String text, Path base) {
        if (text.startsWith("docker-image://")) {
            return new Image(Reference.parse(text.substring("docker-image://".length())));
        }
        if (text.startsWith("oci-layout://")) {
            return new Layout(base.resolve(text.substring("oci-layout://".length())));
        }
        return new Directory(base.resolve(text));
    }
}
