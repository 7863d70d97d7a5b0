package dev.drydock.inventory.system;

import dev.drydock.inventory.software.OperatingSystem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads os-release(5), and the {@code release} file of Java runtimes, which has the same form. */
public final class OsRelease {

    private OsRelease() {}

    /** @return null if it names no system */
    public static @Nullable OperatingSystem read(byte[] text) {
        Map<String, String> values = values(text);
        String id = values.getOrDefault("ID", "");
        return id.isEmpty()
                ? null
                : new OperatingSystem(
                        id,
                        values.getOrDefault("VERSION_ID", ""),
                        values.getOrDefault("PRETTY_NAME", values.getOrDefault("NAME", id)));
    }

    /** {@code NAME=value} lines, values in quotes or not, as a shell would read them. */
    public static Map<String, String> values(byte[] text) {
        Map<String, String> values = new HashMap<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n")) {
            String stripped = line.strip();
            int equals = stripped.indexOf('=');
            if (equals > 0 && stripped.charAt(0) != '#') {
                values.put(stripped.substring(0, equals), unquoted(stripped.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last).replaceAll("\\\\(.)", "$1") : value;
    }
}
