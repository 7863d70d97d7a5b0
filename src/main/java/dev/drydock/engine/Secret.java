package dev.drydock.engine;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Where the value of a {@code RUN --mount=type=secret} comes from. Values are read when a RUN needs them and kept nowhere. */
public sealed interface Secret {

    /**
     * The value.
     *
     * @param id for messages
     * @param environment of the build
     * @throws BuildFailure if there is none
     */
    byte[] read(String id, Map<String, String> environment) throws IOException;

    /** The bytes of a file. */
    record OfFile(Path file) implements Secret {
        @Override
        public byte[] read(String id, Map<String, String> environment) throws IOException {
            try {
                return Files.readAllBytes(file);
            } catch (AccessDeniedException e) {
                throw BuildFailure.ofBuild(
                        "The file of the secret '" + id + "' cannot be read: " + Cause.of(e),
                        "Check its owner and its permissions.");
            } catch (NoSuchFileException e) {
                throw BuildFailure.ofBuild(
                        "The file of the secret '" + id + "' does not exist: " + file,
                        "Correct the path in drydock.secret." + id + ".");
            }
        }
    }

    /** The value of an environment variable, as UTF-8. */
    record OfEnvironment(String variable) implements Secret {
        @Override
        public byte[] read(String id, Map<String, String> environment) {
            String value = environment.get(variable);
            if (value == null) {
                throw BuildFailure.ofBuild(
                        "The environment variable " + variable + " of the secret '" + id + "' is not set",
                        "Set it before Maven starts, or correct drydock.secret." + id + ".");
            }
            return value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * @param base what a relative path starts from
     * @throws IllegalArgumentException unless text is {@code file:PATH} or {@code env:NAME}
     */
    static Secret parse(String text, Path base) {
        if (text.startsWith("file:") && text.length() > 5) {
            return new OfFile(base.resolve(text.substring(5)).normalize());
        }
        if (text.startsWith("env:") && text.length() > 4) {
            return new OfEnvironment(text.substring(4));
        }
        throw new IllegalArgumentException("not a secret's source: expected file:PATH or env:NAME");
    }
}
