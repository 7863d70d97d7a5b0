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
        StringBuilder out = plain(type, namespace, name, version);
        char before = '?';
        for (Map.Entry<String, String> each : new TreeMap<>(qualifiers).entrySet()) {
            before = qualify(out, before, each.getKey(), each.getValue());
        }
        return out.toString();
    }

    /** Without qualifiers. */
    private static StringBuilder plain(String type, String namespace, String name, String version) {
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
        return out;
    }

    /** @return the sign before the next qualifier */
    private static char qualify(StringBuilder out, char before, String name, String value) {
        if (value.isEmpty()) {
            return before;
        }
        out.append(before).append(name).append('=').append(escaped(value));
        return '&';
    }

    /** @param classifier "" if it has none */
    public static String maven(String group, String name, String version, String classifier, String type) {
        StringBuilder out = plain("maven", group, name, version);
        qualify(out, qualify(out, '?', "classifier", classifier), "type", type);
        return out.toString();
    }

    /** A colon stays, as the specification has it. */
    private static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return escapedBytes(text);
            }
        }
        return text;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == ':'
                || PLAIN.indexOf(c) >= 0;
    }

    private static String escapedBytes(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isPlain(c)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return out.toString();
    }
}
