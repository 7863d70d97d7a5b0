package dev.drydock.engine;

import java.nio.file.Path;

/** Where the value of a {@code RUN --mount=type=secret} comes from. Values are read when a RUN needs them and kept nowhere. */
public sealed interface Secret {

    /** The bytes of a file. */
    record OfFile(Path file) implements Secret {}

    /** The value of an environment variable, as UTF-8. */
    record OfEnvironment(String variable) implements Secret {}

    /** @throws IllegalArgumentException unless text is {@code file:PATH} or {@code env:NAME} */
    static Secret parse(String text) {
        if (text.startsWith("file:") && text.length() > 5) {
            return new OfFile(Path.of(text.substring(5)));
        }
        if (text.startsWith("env:") && text.length() > 4) {
            return new OfEnvironment(text.substring(4));
        }
        throw new IllegalArgumentException("not a secret's source: expected file:PATH or env:NAME");
    }
}
