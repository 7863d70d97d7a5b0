package dev.drydock.registry.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy and what it is for.
 *
 * @param schemes of the registries reached through it: {@code http}, {@code https}
 * @param username null if it wants no log-in
 * @param noProxy hosts reached directly: {@code host}, {@code .domain}, {@code *.domain}, {@code host:port}, an address or
 *     {@code address/bits}, {@code *}; loopback always is
 * @param origin where the user configured it, for messages
 */
public record ProxySettings(
        List<String> schemes,
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        List<String> noProxy,
        String origin) {

    @Override
    public String toString() {
        return host + ":" + port + " (" + origin + ")";
    }
}
