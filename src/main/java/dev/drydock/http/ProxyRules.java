package dev.drydock.http;

import dev.drydock.http.address.NoProxy;
import dev.drydock.http.address.Origin;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which proxy leads to which server: the first for the server's scheme decides, and does not serve hosts it excepts. */
@StartUp
public final class ProxyRules {

    private record Rule(ProxySettings settings, NoProxy direct) {}

    private final List<Rule> rules = new ArrayList<>();

    public ProxyRules(List<ProxySettings> settings) {
        for (ProxySettings one : settings) {
            rules.add(new Rule(one, new NoProxy(one.noProxy())));
        }
    }

    /** Empty if the server is reached directly. */
    public Optional<ProxySettings> proxyFor(Origin server) {
        for (Rule rule : rules) {
            if (rule.settings.schemes().contains(server.scheme())) {
                return rule.direct.covers(server) ? Optional.empty() : Optional.of(rule.settings);
            }
        }
        return Optional.empty();
    }
}
