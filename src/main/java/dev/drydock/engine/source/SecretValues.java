package dev.drydock.engine.source;

import dev.drydock.engine.Secret;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.remote.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/** Reads secrets when they are needed, and keeps none. */
public record SecretValues(Map<String, Secret> secrets, Map<String, String> environment) implements Secrets {

    /** Empty if the user gave none of this id. @throws BuildFailure if what was given leads nowhere */
    @Override
    public Optional<byte[]> find(String id) throws IOException {
        Secret secret = secrets.get(id);
        if (secret instanceof Secret.OfFile file) {
            try {
                return Optional.of(Files.readAllBytes(file.file()));
            } catch (AccessDeniedException e) {
                throw BuildFailure.ofBuild(
                        "The file of the secret '" + id + "' cannot be read: " + Cause.of(e),
                        "Check its owner and its permissions.");
            } catch (NoSuchFileException e) {
                throw BuildFailure.ofBuild(
                        "The file of the secret '" + id + "' does not exist: " + file.file(),
                        "Correct the path in drydock.secret." + id + ".");
            }
        }
        if (secret instanceof Secret.OfEnvironment variable) {
            String value = environment.get(variable.variable());
            if (value == null) {
                throw BuildFailure.ofBuild(
                        "The environment variable " + variable.variable() + " of the secret '" + id + "' is not set",
                        "Set it before Maven starts, or correct drydock.secret." + id + ".");
            }
            return Optional.of(value.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }
}
