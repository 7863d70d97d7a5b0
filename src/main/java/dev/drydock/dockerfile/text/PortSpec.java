package dev.drydock.dockerfile.text;

import java.util.List;
import java.util.Locale;

/**
 * A word of EXPOSE: {@code [[ip:]hostPort:]port[-port][/protocol]}. The part before the last colon has no effect, but has to be
 * well-formed.
 *
 * @param protocol as written; "tcp" if none is
 * @param hasHost something stands before the container's port
 */
public record PortSpec(int first, int last, String protocol, boolean hasHost) {

    /** More than all ports of all protocols; without a bound a line of ranges could fill the memory. */
    private static final int MOST_PORTS = 1 << 18;

    private static final String HINT = "Write EXPOSE 8080, 53/udp or 8000-8010/tcp.";

    public static PortSpec parse(String word) throws SyntaxProblem {
        int colon = word.lastIndexOf(':');
        String container = word.substring(colon + 1);
        int slash = container.indexOf('/');
        String protocol = slash < 0 ? "" : container.substring(slash + 1);
        int[] ports = range(word, slash < 0 ? container : container.substring(0, slash));
        switch (protocol.toLowerCase(Locale.ROOT)) {
            case "", "tcp", "udp", "sctp":
                break;
            default:
                throw new SyntaxProblem(
                        "\"" + word + "\" names a protocol that EXPOSE does not know", "It knows tcp, udp and sctp.");
        }
        boolean hasHost = colon > 0 && checkHost(word, word.substring(0, colon), ports);
        return new PortSpec(ports[0], ports[1], protocol.isEmpty() ? "tcp" : protocol, hasHost);
    }

    private static boolean checkHost(String word, String host, int[] ports) throws SyntaxProblem {
        int colon = host.lastIndexOf(':');
        String ip = host.substring(0, Math.max(colon, 0));
        String hostPort = host.substring(colon + 1);
        if (ip.startsWith("[") && ip.endsWith("]")) {
            ip = ip.substring(1, ip.length() - 1);
        }
        if (!ip.isEmpty() && !IpAddress.isValid(ip)) {
            throw new SyntaxProblem("\"" + word + "\" has no valid address before the port", HINT);
        }
        if (!hostPort.isEmpty()) {
            int[] hostPorts = range(word, hostPort);
            if (ports[0] != ports[1] && hostPorts[1] - hostPorts[0] != ports[1] - ports[0]) {
                throw new SyntaxProblem("the two ranges of \"" + word + "\" differ in length", HINT);
            }
        }
        return !ip.isEmpty() || !hostPort.isEmpty();
    }

    private static int[] range(String word, String text) throws SyntaxProblem {
        int dash = text.indexOf('-');
        int first = number(word, dash < 0 ? text : text.substring(0, dash));
        int last = dash < 0 ? first : number(word, text.substring(dash + 1));
        if (last < first) {
            throw new SyntaxProblem("the range of \"" + word + "\" ends before it begins", HINT);
        }
        return new int[] {first, last};
    }

    private static int number(String word, String text) throws SyntaxProblem {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        int value = 0;
        for (int i = 0; i < digits.length() && value <= 65535; i++) {
            char c = digits.charAt(i);
            value = c < '0' || c > '9' ? Integer.MAX_VALUE : value * 10 + c - '0';
        }
        if (digits.isEmpty() || value > 65535) {
            throw new SyntaxProblem("\"" + word + "\" is not a port", HINT + " Ports go up to 65535.");
        }
        return value;
    }

    /** Appends {@code port/protocol} for each port. */
    public void addTo(List<String> ports) throws SyntaxProblem {
        if (ports.size() + (last - first) > MOST_PORTS) {
            throw new SyntaxProblem("EXPOSE names more than " + MOST_PORTS + " ports", "That is more than there are.");
        }
        String suffix = "/" + protocol.toLowerCase(Locale.ROOT);
        for (int port = first; port <= last; port++) {
            ports.add(port + suffix);
        }
    }

    public boolean hasUpperCaseProtocol() {
        return !protocol.equals(protocol.toLowerCase(Locale.ROOT));
    }
}
