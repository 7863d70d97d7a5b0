package dev.drydock.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small file of named values, one {@code name value} a line: the first line says kind and version, the last one has the
 * checksum of the others. Readable without a JSON library, which a build with nothing to do need not load.
 */
final class TextRecord {

    private static final String VERSION = "1";

    private final Map<String, String> values;

    private TextRecord(Map<String, String> values) {
        this.values = values;
    }

    /** @param values without line breaks; names without blanks */
    static byte[] encode(String kind, Map<String, String> values) {
        var text = new StringBuilder("drydock-" + kind + " " + VERSION + "\n");
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (each.getValue().indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a line break in " + each.getKey());
            }
            text.append(each.getKey()).append(' ').append(each.getValue()).append('\n');
        }
        String head = text.toString();
        return (head + "crc " + checksum(head) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if the bytes are damaged, or of another kind or version */
    static TextRecord decode(String kind, byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf("crc ");
        if (!text.startsWith("drydock-" + kind + " " + VERSION + "\n")
                || last < 0
                || !text.substring(last).equals("crc " + checksum(text.substring(0, last)) + "\n")) {
            throw new IOException("damaged " + kind + " record");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.substring(0, last).split("\n")) {
            int blank = line.indexOf(' ');
            if (blank < 0) {
                throw new IOException("damaged " + kind + " record");
            }
            values.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return new TextRecord(values);
    }

    private static String checksum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    String text(String name) throws IOException {
        String value = values.get(name);
        if (value == null) {
            throw new IOException("no " + name + " in the record");
        }
        return value;
    }

    @Nullable
    String optional(String name) {
        return values.get(name);
    }

    long number(String name) throws IOException {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IOException("bad " + name + " in the record", e);
        }
    }
}
