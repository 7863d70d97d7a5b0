package dev.drydock.registry;

import dev.drydock.http.HttpOptions;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.registry.credential.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All a registry client is told when it is opened.
 *
 * @param credentials asked in this order; the first answer counts
 * @param mirrors by registry, {@code docker.io} for Docker Hub
 * @param http how registries are reached
 * @param transfers how blobs go
 * @param offline no request is made; whatever needs one fails
 */
public record RegistryOptions(
        List<CredentialSource> credentials,
        Map<String, List<Mirror>> mirrors,
        HttpOptions http,
        Transfers transfers,
        boolean offline) {

    /** Anonymous, direct, secure; to be refined with the {@code with} methods. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(List.of(), Map.of(), HttpOptions.DEFAULT, Transfers.DEFAULT, false);
    }

    public RegistryOptions withCredentials(List<CredentialSource> sources) {
        return new RegistryOptions(sources, mirrors, http, transfers, offline);
    }

    public RegistryOptions withMirrors(Map<String, List<Mirror>> byRegistry) {
        return new RegistryOptions(credentials, byRegistry, http, transfers, offline);
    }

    public RegistryOptions withHttp(HttpOptions.Builder how) {
        return new RegistryOptions(credentials, mirrors, how.build(), transfers, offline);
    }

    public RegistryOptions withTransfers(Transfers how) {
        return new RegistryOptions(credentials, mirrors, http, how, offline);
    }

    public RegistryOptions withOffline(boolean noNetwork) {
        return new RegistryOptions(credentials, mirrors, http, transfers, noNetwork);
    }

    public RegistryOptions withInsecureHosts(Set<String> hosts) {
        return withHttp(http.toBuilder().insecureHosts(hosts));
    }

    public RegistryOptions withProxies(List<ProxySettings> list) {
        return withHttp(http.toBuilder().proxies(list));
    }

    public RegistryOptions withTls(TlsMaterial material) {
        return withHttp(http.toBuilder().tls(material));
    }

    public RegistryOptions withTimeouts(Timeouts times) {
        return withHttp(http.toBuilder().timeouts(times));
    }

    public RegistryOptions withRetries(RetryPolicy policy) {
        return withHttp(http.toBuilder().retries(policy));
    }
}
