package dev.drydock.registry;

import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.address.Locations;
import dev.drydock.http.address.Origin;
import dev.drydock.registry.fault.BadAnswer;
import dev.drydock.startup.StartUp;
import java.net.URI;
import java.util.List;

/** Where servers may send us: anywhere over TLS; over plain HTTP only to hosts that are allowed it. */
@StartUp
record RedirectRules(InsecureHosts insecure) {

    /**
     * The address a {@code Location} means. One in which the registry, or whoever answers, names itself but in plain stays on
     * TLS: servers behind a proxy that ends TLS often do not know their own scheme.
     *
     * @param from what was answered: the address of the last request, if there were redirects
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
        for (Origin known : List.of(registry, Origin.of(from))) {
            if (isItsPlainName(origin, known)) {
                String rest = target.toString().substring("http://".length());
                return URI.create(known + rest.substring(indexOfPath(rest)));
            }
        }
        boolean amongLoopback = origin.isLoopback() && registry.isLoopback();
        if (amongLoopback || insecure.isConfigured(origin)) {
            return target;
        }
        throw new BadAnswer(registry + " sends us on to " + origin + ", which would be plain HTTP");
    }

    private static boolean isItsPlainName(Origin plain, Origin secure) {
        return secure.isSecure()
                && plain.host().equals(secure.host())
                && (plain.port() == 80 || plain.port() == secure.port());
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
