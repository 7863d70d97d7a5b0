package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of a PAX extended header: {@code "LENGTH KEY=VALUE\n"}, values kept as bytes because extended attributes are
 * binary and names need not be UTF-8. A record with an empty value takes back an earlier one of the same key.
 */
final class PaxRecords {

    private static final String SCHILY_XATTR = "SCHILY.xattr.";
    private static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";
    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";

    private final Map<String, byte[]> values;

    /** GNU sparse 0.0 repeats two keys, once for each piece: what they say, in order. */
    private final List<String> sparsePieces;

    private PaxRecords(Map<String, byte[]> values, List<String> sparsePieces) {
        this.values = values;
        this.sparsePieces = sparsePieces;
    }

    static final PaxRecords NONE = new PaxRecords(Map.of(), List.of());

    /** @param offset of the records in the archive, for messages */
    static PaxRecords parse(byte[] bytes, long offset) throws IOException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = recordEnd(bytes, at, offset);
            int blank = indexOf(bytes, ' ', at, end);
            int equals = indexOf(bytes, '=', blank, end);
            if (equals < 0 || equals == blank + 1 || bytes[end - 1] != '\n') {
                throw malformed(offset + at);
            }
            String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            byte[] value = Arrays.copyOfRange(bytes, equals + 1, end - 1);
            if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_LENGTH)) {
                // Pieces are pairs: an offset, then its length.
                if (key.equals(SPARSE_OFFSET) != (pieces.size() % 2 == 0)) {
                    throw new IOException("GNU sparse records out of order in the PAX header at " + offset);
                }
                pieces.add(new String(value, StandardCharsets.ISO_8859_1));
            } else {
                values.put(key, value);
            }
            at = end;
        }
        return new PaxRecords(values, pieces);
    }

    private static int recordEnd(byte[] bytes, int at, long offset) throws IOException {
        int length = 0;
        int i = at;
        while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9' && i - at < 9) {
            length = length * 10 + bytes[i++] - '0';
        }
        if (i == at || i >= bytes.length || bytes[i] != ' ' || length <= i - at + 1 || length > bytes.length - at) {
            throw malformed(offset + at);
        }
        return at + length;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static IOException malformed(long at) {
        return new IOException("malformed PAX record at " + at);
    }

    /** These, with those of a later header on top. */
    PaxRecords overlaid(PaxRecords later) {
        if (values.isEmpty()) {
            return later;
        }
        Map<String, byte[]> merged = new LinkedHashMap<>(values);
        merged.putAll(later.values);
        return new PaxRecords(merged, later.sparsePieces);
    }

    /** ASCII text of a record; null if there is none or it is empty. */
    @Nullable
    String text(String key) {
        byte[] value = values.get(key);
        return value == null || value.length == 0 ? null : new String(value, StandardCharsets.ISO_8859_1);
    }

    /** A {@link ByteNames} string; null if there is no such record. */
    @Nullable
    String name(String key, long offset) throws IOException {
        byte[] value = values.get(key);
        if (value == null || value.length == 0) {
            return null;
        }
        if (indexOf(value, '\0', 0, value.length) >= 0) {
            throw new IOException("a NUL in the " + key + " record of the PAX header at " + offset);
        }
        return ByteNames.decode(value);
    }

    @Nullable
    Long number(String key, long offset) throws IOException {
        String text = text(key);
        return text == null ? null : TarNumbers.decimal(text, key, offset);
    }

    List<String> sparsePieces() {
        return sparsePieces;
    }

    /** Extended attributes by name, in name order; star's records beat libarchive's. */
    Map<String, byte[]> xattrs(long offset) throws IOException {
        Map<String, byte[]> xattrs = Map.of();
        for (Map.Entry<String, byte[]> e : values.entrySet()) {
            String key = e.getKey();
            if (key.startsWith(SCHILY_XATTR)) {
                xattrs = xattrs.isEmpty() ? new TreeMap<>() : xattrs;
                xattrs.put(key.substring(SCHILY_XATTR.length()), e.getValue());
            } else if (key.startsWith(LIBARCHIVE_XATTR)) {
                xattrs = xattrs.isEmpty() ? new TreeMap<>() : xattrs;
                xattrs.putIfAbsent(
                        percentDecoded(key.substring(LIBARCHIVE_XATTR.length())), base64(key, e.getValue(), offset));
            }
        }
        return xattrs;
    }

    private static byte[] base64(String key, byte[] value, long offset) throws IOException {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new IOException("bad base64 in the " + key + " record of the PAX header at " + offset, e);
        }
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int n = 0;
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
            if (low >= 0) {
                out[n++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[n++] = in[i];
            }
        }
        return new String(out, 0, n, StandardCharsets.UTF_8);
    }

    /** One record as written: its length counts its own digits. */
    static byte[] encode(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        int rest = keyBytes.length + value.length + 3; // blank, '=', newline
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() > Integer.toString(rest).length()) {
            length++;
        }
        byte[] head = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] record = new byte[length];
        System.arraycopy(head, 0, record, 0, head.length);
        record[head.length] = ' ';
        System.arraycopy(keyBytes, 0, record, head.length + 1, keyBytes.length);
        record[head.length + 1 + keyBytes.length] = '=';
        System.arraycopy(value, 0, record, head.length + 2 + keyBytes.length, value.length);
        record[length - 1] = '\n';
        return record;
    }
}
