package dev.drydock.http;

import dev.drydock.http.address.Origin;
import dev.drydock.http.tls.TlsTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides which proxy a request goes through. HTTPS through a proxy that wants a log-in takes a {@link ProxyTunnel}, because
 * the JDK refuses to send one with CONNECT unless system properties say otherwise, and those are not ours to set.
 */
public final class Proxies extends ProxySelector implements AutoCloseable {

    private final ProxyRules rules;
    private final Timeouts timeouts;
    private final TlsTrust trust;
    private final Map<ProxySettings, ProxyTunnel> tunnels = new ConcurrentHashMap<>();

    /**
     * @param settings the first that applies counts
     * @param trust of proxies that are themselves spoken to over TLS
     */
    public Proxies(List<ProxySettings> settings, Timeouts timeouts, TlsTrust trust) {
        this.trust = trust;
        this.rules = new ProxyRules(settings);
        this.timeouts = timeouts;
    }

    /** The proxy requests for this address go through, if any. */
    public Optional<ProxySettings> proxyFor(URI uri) {
        return rules.proxyFor(Origin.of(uri));
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<ProxySettings> settings = proxyFor(uri);
        return List.of(
                settings.isPresent() ? new Proxy(Proxy.Type.HTTP, address(settings.get(), uri)) : Proxy.NO_PROXY);
    }

    private InetSocketAddress address(ProxySettings settings, URI uri) {
        return tunnelled(settings, uri)
                ? tunnel(settings).address()
                : new InetSocketAddress(settings.host(), settings.port());
    }

    /** The header that a request for this address has to show on its way; for the proxy, never for the server. */
    Optional<String> authorizationFor(URI uri) throws IOException {
        Optional<ProxySettings> settings = proxyFor(uri);
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        if (tunnelled(settings.get(), uri)) {
            return Optional.of(tunnel(settings.get()).authorization());
        }
        if (settings.get().tls()) {
            throw new LocalFailure(new IOException(
                    "proxy " + settings.get() + " is spoken to over TLS and serves https only, not " + Origin.of(uri)));
        }
        return Origin.of(uri).isSecure() ? Optional.empty() : settings.get().basicAuthorization();
    }

    /** The failure of a request that was refused as by a proxy. */
    IOException refusal(HttpCall call, int status) {
        Optional<ProxySettings> proxy = proxyFor(call.uri());
        return proxy.isPresent()
                ? new ProxyRefusal(proxy.get(), status)
                : new IOException(call + " was answered " + status + ", as by a proxy, and none is configured");
    }

    private static boolean tunnelled(ProxySettings settings, URI uri) {
        return Origin.of(uri).isSecure()
                && (settings.tls() || settings.basicAuthorization().isPresent());
    }

    private ProxyTunnel tunnel(ProxySettings settings) {
        return tunnels.computeIfAbsent(settings, proxy -> ProxyTunnel.open(proxy, timeouts, trust));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails with the same exception, which is told there.
    }

    @Override
    public void close() {
        for (ProxyTunnel tunnel : tunnels.values()) {
            tunnel.close();
        }
    }
}
