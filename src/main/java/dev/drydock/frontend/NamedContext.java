package dev.drydock.frontend;

import dev.drydock.image.Reference;

/**
 * Stands in for a stage or an image of that name, as Docker's {@code --build-context name=value}: wherever the name
 * appears in FROM, COPY --from or RUN --mount from=, this is meant.
 */
public sealed interface NamedContext {

    /** A directory of this machine; the plan calls it by its name ({@code Input.Context}), who executes it knows the path. */
    record Directory() implements NamedContext {}

    /** An image of a registry; {@code scratch} is nothing, as in FROM. */
    record Image(Reference reference) implements NamedContext {}

    /** The image of an OCI layout. @param path of the layout's directory on this machine */
    record Layout(String path) implements NamedContext {}
}
