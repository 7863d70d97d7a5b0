package dev.drydock.remote;

import dev.drydock.http.ProxyRules;
import dev.drydock.http.ProxySettings;
import dev.drydock.http.address.Origin;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proxies as git, and curl in it, take them from the environment. */
record GitProxies(List<ProxySettings> proxies) {

    private static final Origin LOOPBACK = new Origin("https", "localhost", 443);

    /**
     * The variables {@code http_proxy}, {@code https_proxy} and {@code no_proxy}, which other users of the machine cannot see.
     * Whether the server itself is reached through a proxy is decided by {@link ProxyRules}; of the exceptions for other servers
     * (submodules, redirects) those that curl knows as well are handed on.
     *
     * @param server of the repository; empty if that is no web server
     */
    Map<String, String> variables(Optional<Origin> server) {
        Map<String, String> variables = new LinkedHashMap<>();
        Origin decisive = server.orElse(LOOPBACK);
        Set<String> direct = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        for (String scheme : List.of("http", "https")) {
            Optional<ProxySettings> proxy = proxies.stream()
                    .filter(settings -> settings.schemes().contains(scheme))
                    .findFirst();
            if (proxy.isPresent()) {
                variables.put(scheme + "_proxy", proxy.get().url());
                if (scheme.equals(decisive.scheme())) {
                    proxy.get().noProxy().forEach(pattern -> addKnown(pattern.strip(), direct));
                }
            }
        }
        if (!variables.isEmpty()) {
            if (new ProxyRules(proxies).proxyFor(decisive).isEmpty()) {
                direct.add(decisive.host());
            }
            variables.put("no_proxy", String.join(",", direct));
        }
        return variables;
    }

    /** Curl has wildcards for everything, and at the beginning as a dot. */
    private static void addKnown(String pattern, Set<String> direct) {
        String name = pattern.startsWith("*.") ? pattern.substring(1) : pattern;
        if (name.equals("*") || !name.isEmpty() && name.indexOf('*') < 0) {
            direct.add(name);
        }
    }
}
