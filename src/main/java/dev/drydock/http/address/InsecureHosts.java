package dev.drydock.http.address;

import dev.drydock.startup.StartUp;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that may speak plain HTTP or show a certificate nobody vouches for: those configured, and loopback, where
 * nobody listens in between.
 */
@StartUp
public final class InsecureHosts {

    private final Set<String> configured = new HashSet<>();

    /** @param configured {@code host} for all its ports, or {@code host:port} */
    public InsecureHosts(Set<String> configured) {
        for (String host : configured) {
            this.configured.add(host.toLowerCase(Locale.ROOT));
        }
    }

    public boolean allows(Origin origin) {
        return origin.isLoopback() || isConfigured(origin);
    }

    /** Whether the user named it, loopback not counted. */
    public boolean isConfigured(Origin origin) {
        return configured.contains(origin.host()) || configured.contains(origin.hostAndPort());
    }
}
