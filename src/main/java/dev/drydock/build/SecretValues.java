package dev.drydock.build;

import dev.drydock.failure.BuildFailure;
import dev.drydock.remote.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/** Reads secrets when they are needed, and keeps none. */
record SecretValues(Map<String, Secret> secrets, Map<String, String> environment) implements Secrets {

    /** Empty if the user gave none of this id. @throws BuildFailure if what was given leads nowhere */
    @Override
    public Optional<byte[]> find(String id) throws IOException {
        Secret secret = secrets.get(id);
        if (secret instanceof Secret.OfFile file) {
            try {
                return Optional.of(Files.readAllBytes(file.file()));
            } catch (AccessDeniedException e) {
                throw BuildFailure.ofBuild(
                        "The secret '" + id + "': " + file.file() + " cannot be read",
                        "Who may read it? See its mode and owner.");
            } catch (NoSuchFileException e) {
                throw BuildFailure.ofBuild("The secret '" + id + "': there is no file " + file.file(), null);
            }
        }
        if (secret instanceof Secret.OfEnvironment variable) {
            String value = environment.get(variable.variable());
            if (value == null) {
                throw BuildFailure.ofBuild(
                        "The secret '" + id + "': the environment has no variable " + variable.variable(), null);
            }
            return Optional.of(value.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }
}
