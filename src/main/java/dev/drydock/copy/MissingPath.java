package dev.drydock.copy;

/**
 * Why there is nothing at a path of a source tree, as the user is told.
 *
 * @param said continues a sentence that begins with the path: {@code is not in …}
 * @param hint what can be done
 */
public record MissingPath(String said, String hint) {}
