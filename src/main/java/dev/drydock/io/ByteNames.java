package dev.drydock.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * File names are bytes; ours are strings that lose none of them. Valid UTF-8 decodes as usual, every other byte {@code b}
 * becomes the lone low surrogate {@code U+DC00 + b} (the convention of PEP 383), and {@link #encode} reverses both. All
 * names of container files, in tar entries, indexes and plans, are strings of this kind.
 */
public final class ByteNames {

    private ByteNames() {}

    /** Orders names as their bytes, which is the order of entries in our layers. */
    public static final Comparator<String> BYTE_ORDER = new ByteOrder();

    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    public static String decode(byte[] bytes, int offset, int length) {
        return isAscii(bytes, offset, length)
                ? new String(bytes, offset, length, StandardCharsets.ISO_8859_1)
                : decodeAll(bytes, offset, length);
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static String decodeAll(byte[] bytes, int offset, int length) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, offset, length)).toString();
        } catch (CharacterCodingException notUtf8) {
            return decodeEscaping(ByteBuffer.wrap(bytes, offset, length));
        }
    }

    private static String decodeEscaping(ByteBuffer in) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var out = CharBuffer.allocate(in.remaining());
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xDC00 + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    public static byte[] encode(String name) {
        boolean plain = true;
        for (int i = 0; i < name.length() && plain; i++) {
            plain = !Character.isSurrogate(name.charAt(i));
        }
        return plain ? name.getBytes(StandardCharsets.UTF_8) : encodeEscaped(name);
    }

    /** The name as Unicode can write it: each byte that is not UTF-8 becomes U+FFFD. */
    public static String toUnicode(String name) {
        StringBuilder out = null;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                int point = name.codePointAt(i);
                if (Character.isSupplementaryCodePoint(point)) {
                    i++;
                } else {
                    out = out == null ? new StringBuilder(name) : out;
                    out.setCharAt(i, '\uFFFD');
                }
            }
        }
        return out == null ? name : out.toString();
    }

    private static byte[] encodeEscaped(String name) {
        var out = new ByteArrayOutputStream(name.length() * 2);
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            if (point >= 0xDC80 && point <= 0xDCFF) {
                out.write(point - 0xDC00);
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(point);
        }
        return out.toByteArray();
    }

    private static final class ByteOrder implements Comparator<String> {
        @Override
        public int compare(String a, String b) {
            int n = Math.min(a.length(), b.length());
            for (int i = 0; i < n; i++) {
                char x = a.charAt(i);
                char y = b.charAt(i);
                if (x != y) {
                    return x < 0x80 && y < 0x80
                            ? Character.compare(x, y)
                            : java.util.Arrays.compareUnsigned(encode(a), encode(b));
                }
            }
            return Integer.compare(a.length(), b.length());
        }
    }
}
