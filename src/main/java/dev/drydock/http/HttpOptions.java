package dev.drydock.http;

import dev.drydock.http.tls.TlsMaterial;
import dev.drydock.startup.StartUp;
import java.util.List;
import java.util.Set;

/**
 * How hosts are reached, registries and other web servers alike. No credentials but those of proxies are among it.
 *
 * @param proxies asked in this order; the first that applies counts
 * @param tls certificates beyond those of the JVM
 * @param insecureHosts {@code host[:port]} that may show a certificate nobody vouches for and, registries, speak plain HTTP;
 *     loopback always may
 * @param timeouts how long to wait for what
 * @param retries how often a request that may be repeated is
 * @param userAgent of every request
 */
@StartUp
public record HttpOptions(
        List<ProxySettings> proxies,
        TlsMaterial tls,
        Set<String> insecureHosts,
        Timeouts timeouts,
        RetryPolicy retries,
        String userAgent) {

    /** Direct and secure, with the usual patience. */
    public static final HttpOptions DEFAULT =
            new HttpOptions(List.of(), TlsMaterial.NONE, Set.of(), Timeouts.DEFAULT, RetryPolicy.DEFAULT, "drydock");

    /** A builder that begins with these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Makes options that differ from others in what is set here. Not thread-safe. */
    public static final class Builder {

        private List<ProxySettings> proxies;
        private TlsMaterial tls;
        private Set<String> insecureHosts;
        private Timeouts timeouts;
        private RetryPolicy retries;
        private final String userAgent;

        private Builder(HttpOptions from) {
            proxies = from.proxies;
            tls = from.tls;
            insecureHosts = from.insecureHosts;
            timeouts = from.timeouts;
            retries = from.retries;
            userAgent = from.userAgent;
        }

        public Builder proxies(List<ProxySettings> value) {
            proxies = value;
            return this;
        }

        public Builder tls(TlsMaterial value) {
            tls = value;
            return this;
        }

        public Builder insecureHosts(Set<String> value) {
            insecureHosts = value;
            return this;
        }

        public Builder timeouts(Timeouts value) {
            timeouts = value;
            return this;
        }

        public Builder retries(RetryPolicy value) {
            retries = value;
            return this;
        }

        public HttpOptions build() {
            return new HttpOptions(proxies, tls, insecureHosts, timeouts, retries, userAgent);
        }
    }
}
