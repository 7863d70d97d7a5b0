package dev.drydock.inventory.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Text in paragraphs of {@code Name: value} lines, values continued on lines that begin with a blank: dpkg's databases,
 * machine-readable copyright files, Python's metadata. Names are lower case; the first of several fields of one name counts.
 */
public final class Paragraphs {

    private Paragraphs() {}

    /** Those up to the end; a line that is neither a field nor continues one is passed over. */
    public static List<Map<String, String>> of(byte[] text) {
        List<Map<String, String>> paragraphs = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        String name = "";
        var value = new StringBuilder();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            if (line.isBlank()) {
                put(fields, name, value);
                name = "";
                if (!fields.isEmpty()) {
                    paragraphs.add(fields);
                    fields = new LinkedHashMap<>();
                }
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                value.append('\n').append(line.strip());
            } else if (line.indexOf(':') > 0) {
                put(fields, name, value);
                int colon = line.indexOf(':');
                name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                value.append(line.substring(colon + 1).strip());
            }
        }
        put(fields, name, value);
        if (!fields.isEmpty()) {
            paragraphs.add(fields);
        }
        return paragraphs;
    }

    private static void put(Map<String, String> fields, String name, StringBuilder value) {
        if (!name.isEmpty()) {
            fields.putIfAbsent(name, value.toString());
        }
        value.setLength(0);
    }
}
