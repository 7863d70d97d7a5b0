package dev.drydock.inventory.software;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Package URLs, as the specification of package-url writes them: the namespace's and the version's signs escaped, qualifiers sorted. */
public final class Purl {

    private static final String PLAIN = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Purl() {}

    /**
     * @param namespace parts separated by slashes; "" if there is none
     * @param version "" if there is none
     * @param qualifiers those without a value are left out
     */
    public static String of(
            String type, String namespace, String name, String version, Map<String, String> qualifiers) {
        var out = new StringBuilder("pkg:").append(type).append('/');
        if (!namespace.isEmpty()) {
            for (String part : namespace.split("/")) {
                out.append(escaped(part)).append('/');
            }
        }
        out.append(escaped(name));
        if (!version.isEmpty()) {
            out.append('@').append(escaped(version));
        }
        char before = '?';
        for (Map.Entry<String, String> each : new TreeMap<>(qualifiers).entrySet()) {
            if (!each.getValue().isEmpty()) {
                out.append(before).append(each.getKey()).append('=').append(escaped(each.getValue()));
                before = '&';
            }
        }
        return out.toString();
    }

    /** @param classifier "" if it has none */
    public static String maven(String group, String name, String version, String classifier, String type) {
        return of("maven", group, name, version, Map.of("classifier", classifier, "type", type));
    }

    /** A colon stays, as the specification has it. */
    private static String escaped(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || PLAIN.indexOf(c) >= 0 || c == ':') {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
