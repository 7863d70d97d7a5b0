package dev.drydock.registry;

import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.transport.ProxySettings;
import dev.drydock.registry.transport.RetryPolicy;
import dev.drydock.registry.transport.Timeouts;
import dev.drydock.registry.transport.TlsMaterial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All a registry client is told when it is opened.
 *
 * @param credentials asked in this order; the first answer counts
 * @param insecureHosts registries ({@code host[:port]}) that may speak plain HTTP or show a certificate nobody vouches
 *     for; loopback always may
 * @param mirrors by registry, {@code docker.io} for Docker Hub
 * @param proxies asked in this order; the first that applies counts
 * @param userAgent of every request
 * @param offline no request is made; whatever needs one fails
 */
public record RegistryOptions(
        List<CredentialSource> credentials,
        Set<String> insecureHosts,
        Map<String, List<Mirror>> mirrors,
        List<ProxySettings> proxies,
        TlsMaterial tls,
        Timeouts timeouts,
        RetryPolicy retries,
        Transfers transfers,
        String userAgent,
        boolean offline) {

    /** Anonymous, direct, secure; to be refined with the {@code with} methods. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(
                List.of(),
                Set.of(),
                Map.of(),
                List.of(),
                TlsMaterial.NONE,
                Timeouts.DEFAULT,
                RetryPolicy.DEFAULT,
                Transfers.DEFAULT,
                "drydock",
                false);
    }

    public RegistryOptions withCredentials(List<CredentialSource> sources) {
        return changed(draft -> draft.credentials = sources);
    }

    public RegistryOptions withInsecureHosts(Set<String> hosts) {
        return changed(draft -> draft.insecureHosts = hosts);
    }

    public RegistryOptions withMirrors(Map<String, List<Mirror>> byRegistry) {
        return changed(draft -> draft.mirrors = byRegistry);
    }

    public RegistryOptions withProxies(List<ProxySettings> list) {
        return changed(draft -> draft.proxies = list);
    }

    public RegistryOptions withTls(TlsMaterial material) {
        return changed(draft -> draft.tls = material);
    }

    public RegistryOptions withTimeouts(Timeouts times) {
        return changed(draft -> draft.timeouts = times);
    }

    public RegistryOptions withRetries(RetryPolicy policy) {
        return changed(draft -> draft.retries = policy);
    }

    public RegistryOptions withTransfers(Transfers how) {
        return changed(draft -> draft.transfers = how);
    }

    public RegistryOptions withUserAgent(String agent) {
        return changed(draft -> draft.userAgent = agent);
    }

    public RegistryOptions withOffline(boolean noNetwork) {
        return changed(draft -> draft.offline = noNetwork);
    }

    private RegistryOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** One that is being refined. */
    private static final class Draft {

        List<CredentialSource> credentials;
        Set<String> insecureHosts;
        Map<String, List<Mirror>> mirrors;
        List<ProxySettings> proxies;
        TlsMaterial tls;
        Timeouts timeouts;
        RetryPolicy retries;
        Transfers transfers;
        String userAgent;
        boolean offline;

        Draft(RegistryOptions options) {
            credentials = options.credentials;
            insecureHosts = options.insecureHosts;
            mirrors = options.mirrors;
            proxies = options.proxies;
            tls = options.tls;
            timeouts = options.timeouts;
            retries = options.retries;
            transfers = options.transfers;
            userAgent = options.userAgent;
            offline = options.offline;
        }

        RegistryOptions done() {
            return new RegistryOptions(
                    credentials,
                    insecureHosts,
                    mirrors,
                    proxies,
                    tls,
                    timeouts,
                    retries,
                    transfers,
                    userAgent,
                    offline);
        }
    }
}
