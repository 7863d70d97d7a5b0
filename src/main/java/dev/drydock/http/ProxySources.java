package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Proxies as the JVM's properties and the environment have them. */
@StartUp
public final class ProxySources {

    private ProxySources() {}

    /** {@code http[s].proxyHost} and what goes with it; the log-in by the unofficial but usual {@code proxyUser}. */
    public static List<ProxySettings> ofProperties(Properties properties) {
        List<String> direct = new ArrayList<>();
        for (String pattern : properties.getProperty("http.nonProxyHosts", "").split("\\|")) {
            direct.add(pattern);
        }
        List<ProxySettings> found = new ArrayList<>();
        for (String scheme : List.of("https", "http")) {
            String host = properties.getProperty(scheme + ".proxyHost", "");
            if (!host.isEmpty()) {
                String port = properties.getProperty(scheme + ".proxyPort", scheme.equals("https") ? "443" : "80");
                String property = "JVM property " + scheme + ".proxyHost";
                found.add(ProxySettings.of(host, port(port, property), property)
                        .withSchemes(List.of(scheme))
                        .withNoProxy(direct)
                        .withLogin(
                                properties.getProperty(scheme + ".proxyUser"),
                                properties.getProperty(scheme + ".proxyPassword")));
            }
        }
        return found;
    }

    /**
     * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, lower case first, as curl and Go
     * read them.
     *
     * @throws IllegalArgumentException naming the variable, if one is no proxy address
     */
    public static List<ProxySettings> ofEnvironment(Map<String, String> environment) {
        List<String> direct = new ArrayList<>();
        for (String pattern : value(environment, "NO_PROXY").split("[,\\s]+")) {
            String host = pattern.strip();
            direct.add(host);
            // A bare domain means its sub-domains too.
            if (!host.isEmpty() && !host.startsWith(".") && !host.startsWith("*")) {
                direct.add("." + host);
            }
        }
        List<ProxySettings> found = new ArrayList<>();
        add(found, environment, "HTTPS_PROXY", List.of("https"), direct);
        add(found, environment, "HTTP_PROXY", List.of("http"), direct);
        add(found, environment, "ALL_PROXY", List.of("https", "http"), direct);
        return found;
    }

    private static void add(
            List<ProxySettings> found,
            Map<String, String> environment,
            String variable,
            List<String> schemes,
            List<String> direct) {
        String value = value(environment, variable).strip();
        if (!value.isEmpty()) {
            found.add(parse(value, variable).withSchemes(schemes).withNoProxy(direct));
        }
    }

    private static ProxySettings parse(String value, String variable) {
        String origin = "environment variable " + variable;
        URI uri;
        try {
            uri = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(origin + " is not the address of a proxy");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(origin + " names a proxy of the kind " + scheme + "://" + uri.getHost()
                    + "; only http and https are known");
        }
        boolean tls = scheme.equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String login = uri.getRawUserInfo();
        int colon = login == null ? -1 : login.indexOf(':');
        return new ProxySettings(
                List.of(),
                uri.getHost(),
                port,
                tls,
                login == null ? null : decode(colon < 0 ? login : login.substring(0, colon)),
                login == null ? null : colon < 0 ? "" : decode(login.substring(colon + 1)),
                List.of(),
                origin);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String value(Map<String, String> environment, String variable) {
        @Nullable String lower = environment.get(variable.toLowerCase(Locale.ROOT));
        return lower != null && !lower.isEmpty() ? lower : environment.getOrDefault(variable, "");
    }

    private static int port(String text, String property) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the port that goes with the " + property + " is not a number: '" + text + "'");
        }
    }
}
