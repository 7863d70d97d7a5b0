package dev.drydock.registry;

import dev.drydock.http.ProxySettings;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.http.TlsMaterial;
import dev.drydock.registry.credential.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return new RegistryOptions(
                sources, insecureHosts, mirrors, proxies, tls, timeouts, retries, transfers, userAgent, offline);
    }

    public RegistryOptions withInsecureHosts(Set<String> hosts) {
        return new RegistryOptions(
                credentials, hosts, mirrors, proxies, tls, timeouts, retries, transfers, userAgent, offline);
    }

    public RegistryOptions withMirrors(Map<String, List<Mirror>> byRegistry) {
        return new RegistryOptions(
                credentials, insecureHosts, byRegistry, proxies, tls, timeouts, retries, transfers, userAgent, offline);
    }

    public RegistryOptions withProxies(List<ProxySettings> list) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, list, tls, timeouts, retries, transfers, userAgent, offline);
    }

    public RegistryOptions withTls(TlsMaterial material) {
        return new RegistryOptions(
                credentials,
                insecureHosts,
                mirrors,
                proxies,
                material,
                timeouts,
                retries,
                transfers,
                userAgent,
                offline);
    }

    public RegistryOptions withTimeouts(Timeouts times) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, proxies, tls, times, retries, transfers, userAgent, offline);
    }

    public RegistryOptions withRetries(RetryPolicy policy) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, proxies, tls, timeouts, policy, transfers, userAgent, offline);
    }

    public RegistryOptions withTransfers(Transfers how) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, proxies, tls, timeouts, retries, how, userAgent, offline);
    }

    public RegistryOptions withUserAgent(String agent) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, proxies, tls, timeouts, retries, transfers, agent, offline);
    }

    public RegistryOptions withOffline(boolean noNetwork) {
        return new RegistryOptions(
                credentials, insecureHosts, mirrors, proxies, tls, timeouts, retries, transfers, userAgent, noNetwork);
    }
}
