package dev.drydock.engine.source;

import dev.drydock.engine.Secret;
import dev.drydock.remote.Secrets;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads secrets when they are needed, and keeps none. */
public record SecretValues(Map<String, Secret> secrets, Map<String, String> environment) implements Secrets {

    /**
     * Empty if the user gave none of this id.
     *
     * @throws dev.drydock.failure.BuildFailure if what was given leads nowhere
     */
    @Override
    public Optional<byte[]> find(String id) throws IOException {
        Secret secret = secrets.get(id);
        return secret == null ? Optional.empty() : Optional.of(secret.read(id, environment));
    }
}
