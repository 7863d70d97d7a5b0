package dev.drydock.io;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A small {@link CheckedText} of named values, one {@code name value} a line; the first line says kind and version. Readable
 * without a JSON library, which a build with nothing to do need not load.
 */
@StartUp
public final class TextRecord {

    private static final String VERSION = "1";

    private final Map<String, String> values;

    private TextRecord(Map<String, String> values) {
        this.values = values;
    }

    /** @param values without line breaks; names without blanks */
    public static byte[] encode(String kind, Map<String, String> values) {
        var text = new StringBuilder("drydock-" + kind + " " + VERSION + "\n");
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (each.getValue().indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line break in " + each.getKey());
            }
            text.append(each.getKey()).append(' ').append(each.getValue()).append('\n');
        }
        return CheckedText.encode(text.toString());
    }

    /** @throws IOException if the bytes are damaged, or of another kind or version */
    public static TextRecord decode(String kind, byte[] bytes) throws IOException {
        Optional<String> text = CheckedText.decode(bytes);
        if (text.isEmpty() || !text.get().startsWith("drydock-" + kind + " " + VERSION + "\n")) {
            throw new IOException("damaged " + kind + " record");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.get().split("\n")) {
            int blank = line.indexOf(' ');
            if (blank < 0) {
                throw new IOException("damaged " + kind + " record");
            }
            values.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return new TextRecord(values);
    }

    public String text(String name) throws IOException {
        String value = values.get(name);
        if (value == null) {
            throw new IOException("no " + name + " in the record");
        }
        return value;
    }

    public long number(String name) throws IOException {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IOException("bad " + name + " in the record", e);
        }
    }
}
