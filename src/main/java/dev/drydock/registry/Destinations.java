package dev.drydock.registry;

import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.registry.transport.InsecureHosts;
import dev.drydock.registry.transport.Locations;
import dev.drydock.registry.transport.Origin;
import java.net.URI;

/** Where servers may send us: anywhere over TLS; over plain HTTP only to hosts that are allowed it. */
record Destinations(InsecureHosts insecure) {

    /**
     * The address a {@code Location} means. One that names the registry itself but in plain stays on TLS: registries behind
     * a proxy that ends TLS often do not know their own scheme.
     *
     * @throws BadAnswer if it is no address, or one we must not go to
     */
    URI follow(Origin registry, URI from, String location) throws BadAnswer {
        URI target;
        try {
            target = Locations.resolve(from, location);
        } catch (IllegalArgumentException e) {
            throw new BadAnswer(registry + " answered with an unusable Location: " + e.getMessage());
        }
        Origin origin = Origin.of(target);
        if (origin.isSecure()) {
            return target;
        }
        if (registry.isSecure()
                && origin.host().equals(registry.host())
                && (origin.port() == 80 || origin.port() == registry.port())) {
            String rest = target.toString().substring("http://".length());
            int path = indexOfPath(rest);
            return URI.create(registry + rest.substring(path));
        }
        boolean amongLoopback = origin.isLoopback() && registry.isLoopback();
        if (amongLoopback || insecure.isConfigured(origin)) {
            return target;
        }
        throw new BadAnswer(registry + " sends us on to " + origin + ", which would be plain HTTP");
    }

    private static int indexOfPath(String afterScheme) {
        for (int i = 0; i < afterScheme.length(); i++) {
            if ("/?#".indexOf(afterScheme.charAt(i)) >= 0) {
                return i;
            }
        }
        return afterScheme.length();
    }
}
