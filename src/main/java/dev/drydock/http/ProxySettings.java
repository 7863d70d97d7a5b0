package dev.drydock.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy and what it is for.
 *
 * @param schemes of the servers reached through it: {@code http}, {@code https}
 * @param tls whether the proxy itself is spoken to over TLS; such a one serves {@code https} servers only
 * @param username null if it wants no log-in
 * @param noProxy hosts reached directly: {@code host}, {@code .domain}, {@code *.domain}, {@code host:port}, an address or
 *     {@code address/bits}, {@code *}; loopback always is
 * @param origin where the user configured it, for messages
 */
public record ProxySettings(
        List<String> schemes,
        String host,
        int port,
        boolean tls,
        @Nullable String username,
        @Nullable String password,
        List<String> noProxy,
        String origin) {

    /** A proxy spoken to in plain, as nearly all are. */
    public ProxySettings(
            List<String> schemes,
            String host,
            int port,
            @Nullable String username,
            @Nullable String password,
            List<String> noProxy,
            String origin) {
        this(schemes, host, port, false, username, password, noProxy, origin);
    }

    /** Without log-in, spoken to in plain, for both schemes. */
    public static ProxySettings of(String host, int port, String origin) {
        return new ProxySettings(List.of("http", "https"), host, port, false, null, null, List.of(), origin);
    }

    public ProxySettings withLogin(@Nullable String name, @Nullable String secret) {
        return new ProxySettings(schemes, host, port, tls, name, secret, noProxy, origin);
    }

    public ProxySettings withNoProxy(List<String> patterns) {
        return new ProxySettings(schemes, host, port, tls, username, password, patterns, origin);
    }

    public ProxySettings withSchemes(List<String> list) {
        return new ProxySettings(list, host, port, tls, username, password, noProxy, origin);
    }

    /** The value of a {@code Proxy-Authorization} header, if the proxy wants one. */
    Optional<String> basicAuthorization() {
        if (username == null || username.isEmpty()) {
            return Optional.empty();
        }
        byte[] pair = (username + ":" + (password == null ? "" : password)).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /**
     * The proxy with its log-in, as other programs take it from {@code https_proxy}:
     * {@code http://user:password@host:port}, percent-encoded.
     */
    public String url() {
        String login = username == null || username.isEmpty()
                ? ""
                : encoded(username) + ":" + encoded(password == null ? "" : password) + "@";
        return (tls ? "https://" : "http://") + login + host + ":" + port;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the log-in. */
    @Override
    public String toString() {
        return host + ":" + port + " (" + origin + ")";
    }
}
