package dev.drydock.inventory.system;

import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of an RPM as its database keeps it: the number of entries, the size of the data, entries of tag, type, offset and
 * count, then the data; see "RPM V4 Package Format".
 */
final class RpmHeader {

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int LICENCE = 1014;
    private static final int ARCHITECTURE = 1022;
    private static final int SOURCE_RPM = 1044;

    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int TRANSLATED = 9;
    private static final int ENTRY = 16;

    /** The database keeps the keys of vendors as if they were packages. */
    private static final String KEY = "gpg-pubkey";

    private RpmHeader() {}

    /**
     * @return null for a key
     * @throws IOException if it is damaged, or has no name or version
     */
    static @Nullable SystemPackage read(byte[] header) throws IOException {
        Map<Integer, String> values = values(header);
        String name = values.getOrDefault(NAME, "");
        String version = values.getOrDefault(VERSION, "");
        if (name.equals(KEY)) {
            return null;
        }
        if (name.isEmpty() || version.isEmpty()) {
            throw new IOException("a package has no name or version");
        }
        String licence = values.getOrDefault(LICENCE, "");
        return new SystemPackage(
                Software.Kind.RPM,
                name,
                version + "-" + values.getOrDefault(RELEASE, ""),
                values.getOrDefault(EPOCH, ""),
                values.getOrDefault(ARCHITECTURE, ""),
                values.getOrDefault(SOURCE_RPM, ""),
                "",
                licence.isEmpty() ? List.of() : List.of(licence));
    }

    private static Map<Integer, String> values(byte[] header) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(header);
            int entries = in.getInt();
            int size = in.getInt();
            if (entries < 0 || size < 0 || 8 + (long) entries * ENTRY + size > header.length) {
                throw new IOException("the header of a package is damaged");
            }
            int data = 8 + entries * ENTRY;
            Map<Integer, String> values = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                int tag = in.getInt();
                int type = in.getInt();
                int offset = in.getInt();
                in.getInt();
                if (type == STRING || type == TRANSLATED) {
                    values.putIfAbsent(tag, text(header, data + offset));
                } else if (type == INT32 && tag == EPOCH) {
                    values.put(tag, Integer.toUnsignedString(in.getInt(data + offset)));
                }
            }
            return values;
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            throw new IOException("the header of a package is damaged", e);
        }
    }

    private static String text(byte[] header, int start) {
        int end = start;
        while (header[end] != 0) {
            end++;
        }
        return new String(header, start, end - start, StandardCharsets.UTF_8);
    }
}
