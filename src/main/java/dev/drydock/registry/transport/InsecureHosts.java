package dev.drydock.registry.transport;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that may speak plain HTTP or show a certificate nobody vouches for: those configured, and loopback, where
 * nobody listens in between.
 */
public final class InsecureHosts {

    private final Set<String> configured;

    /** @param configured {@code host} for all its ports, or {@code host:port} */
    public InsecureHosts(Set<String> configured) {
        this.configured =
                configured.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    public boolean allows(Origin origin) {
        return origin.isLoopback() || isConfigured(origin);
    }

    /** Whether the user named it, loopback not counted. */
    public boolean isConfigured(Origin origin) {
        return configured.contains(origin.host()) || configured.contains(origin.hostAndPort());
    }
}
