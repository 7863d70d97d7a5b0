package dev.drydock.http.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts are reached without a proxy, by the patterns of {@code ProxySettings.noProxy}. */
public final class NoProxy {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private final List<String> patterns;

    public NoProxy(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> pattern.strip().toLowerCase(Locale.ROOT))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }

    public boolean covers(Origin origin) {
        return origin.isLoopback() || patterns.stream().anyMatch(pattern -> matches(pattern, origin));
    }

    private static boolean matches(String pattern, Origin origin) {
        if (pattern.equals("*")) {
            return true;
        }
        if (pattern.indexOf('/') > 0) {
            return inNetwork(pattern, origin.host());
        }
        int colon = pattern.lastIndexOf(':');
        boolean withPort = colon > 0 && colon == pattern.indexOf(':')
                || colon > 0 && pattern.startsWith("[") && pattern.charAt(colon - 1) == ']';
        if (withPort) {
            return pattern.substring(colon + 1).equals(String.valueOf(origin.port()))
                    && matchesHost(pattern.substring(0, colon), origin.host());
        }
        return matchesHost(pattern, origin.host());
    }

    private static boolean matchesHost(String pattern, String host) {
        if (pattern.startsWith(".")) {
            return host.endsWith(pattern);
        }
        if (pattern.indexOf('*') >= 0) {
            return host.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"));
        }
        return host.equals(pattern) || host.equals("[" + pattern + "]");
    }

    /** Addresses only: a name is never looked up to decide this. */
    private static boolean inNetwork(String pattern, String host) {
        int slash = pattern.indexOf('/');
        if (!ADDRESS.matcher(host).matches()
                || !ADDRESS.matcher(pattern.substring(0, slash)).matches()) {
            return false;
        }
        try {
            byte[] network = InetAddress.getByName(pattern.substring(0, slash)).getAddress();
            byte[] address = InetAddress.getByName(host).getAddress();
            int bits = Integer.parseInt(pattern.substring(slash + 1));
            if (network.length != address.length || bits > network.length * 8 || bits < 0) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if ((network[i / 8] ^ address[i / 8]) >> (7 - i % 8) << 31 != 0) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException | NumberFormatException notAnAddress) {
            return false;
        }
    }
}
