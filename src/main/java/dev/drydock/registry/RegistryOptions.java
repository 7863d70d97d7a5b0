package dev.drydock.registry;

import dev.drydock.http.HttpOptions;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.startup.StartUp;
import java.util.List;
import java.util.Map;

/**
 * All a registry client is told when it is opened.
 *
 * @param credentials asked in this order; the first answer counts
 * @param mirrors by registry, {@code docker.io} for Docker Hub
 * @param http how registries are reached
 * @param transfers how blobs go
 * @param offline no request is made; whatever needs one fails
 */
@StartUp
public record RegistryOptions(
        List<CredentialSource> credentials,
        Map<String, List<Mirror>> mirrors,
        HttpOptions http,
        TransferSettings transfers,
        boolean offline) {

    /** Anonymous, direct, secure. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(List.of(), Map.of(), HttpOptions.DEFAULT, TransferSettings.DEFAULT, false);
    }

    /** The same with this credential alone. */
    public RegistryOptions withCredential(CredentialSource only) {
        return new RegistryOptions(List.of(only), mirrors, http, transfers, offline);
    }

    /** The same, reached in another way. */
    public RegistryOptions withHttp(HttpOptions how) {
        return new RegistryOptions(credentials, mirrors, how, transfers, offline);
    }
}
