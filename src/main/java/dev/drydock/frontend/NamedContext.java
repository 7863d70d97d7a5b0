package dev.drydock.frontend;

import dev.drydock.image.Reference;
import java.nio.file.Path;

/**
 * Stands in for a stage or an image of that name, as Docker's {@code --build-context name=value}: wherever the name
 * appears in FROM, COPY --from or RUN --mount from=, this is meant.
 */
public sealed interface NamedContext {

    /** Calls the visitor's method for this kind of context. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One method a kind of context.
     *
     * @param <R> what they return
     */
    interface Visitor<R> {
        R visit(Directory directory);

        R visit(Layout layout);

        R visit(Image image);

        R visit(Remote remote);
    }

    /** A directory, behind its own .dockerignore; the plan calls it by its name ({@code Input.Context}). */
    record Directory(Path path) implements NamedContext {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * The image of an OCI image layout.
     *
     * @param offered whether it is there for any Dockerfile that may want it, such as the image of another module, and not
     *     because the user named it
     */
    record Layout(Path path, boolean offered) implements NamedContext {

        /** One that the user named. */
        public Layout(Path path) {
            this(path, false);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Another name of an image in a registry; {@code scratch} is nothing, as in FROM. */
    record Image(Reference reference) implements NamedContext {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Something elsewhere, such as a git repository, which BuildKit fetches if it is the one that builds. */
    record Remote(String address) implements NamedContext {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * {@code docker-image://REFERENCE}, {@code oci-layout://PATH}, an address as in {@code ADD}, or a path.
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
        if (text.matches("(?:https?|git|ssh|git\\+ssh)://.+|git@[^/]+:.+")) {
            return new Remote(text);
        }
        return new Directory(base.resolve(text));
    }
}
