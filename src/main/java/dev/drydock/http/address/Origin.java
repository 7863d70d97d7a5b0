package dev.drydock.http.address;

import dev.drydock.startup.StartUp;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port of a server: whom credentials belong to.
 *
 * @param host lower case; an IPv6 address stands in brackets
 * @param port never absent: the scheme's own if the URI names none
 */
@StartUp
public record Origin(String scheme, String host, int port) {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    /** @throws IllegalArgumentException if the URI is not http or https or has no host */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("not an http or https address: " + uri);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no valid host in " + uri);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** Whether the host is this machine by its very name; no look-up is made, a name may resolve to anything. */
    public boolean isLoopback() {
        return isLoopback(host);
    }

    /** @param host without port */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || LOOPBACK_V4.matcher(host).matches();
    }

    /** {@code host:port}, port always said. */
    public String hostAndPort() {
        return host + ":" + port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin
                && port == origin.port
                && host.equals(origin.host)
                && scheme.equals(origin.scheme);
    }

    @Override
    public int hashCode() {
        return (scheme.hashCode() * 31 + host.hashCode()) * 31 + port;
    }

    @Override
    public String toString() {
        boolean usual = port == (isSecure() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
