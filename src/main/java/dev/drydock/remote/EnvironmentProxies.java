package dev.drydock.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Proxies as the environment names them: {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy}, in
 * either case. Entries of no_proxy are hosts, with their sub-domains, or {@code *}; loopback never goes through a proxy.
 */
final class EnvironmentProxies extends ProxySelector {

    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String proxy = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        if (proxy == null) {
            proxy = variable("all_proxy");
        }
        if (proxy == null || new WebAddress(uri).isLoopback() || isExempt(host, uri.getPort())) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port)));
    }

    private boolean isExempt(String host, int port) {
        String exempt = variable("no_proxy");
        if (exempt == null) {
            return false;
        }
        for (String entry : exempt.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = entry.startsWith("*.") ? entry.substring(1) : entry;
            String domain = name.startsWith(".") ? name : "." + name;
            boolean matches = name.equals("*")
                    || !name.isEmpty() && (host.equals(name) || host.endsWith(domain))
                    || name.equals(host + ":" + port);
            if (matches) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String variable(String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            value = environment.get(name.toUpperCase(Locale.ROOT));
        }
        return value == null || value.isEmpty() ? null : value;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request itself fails with this exception, which names the proxy.
    }
}
