package dev.drydock.io.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Numbers as tar headers and PAX records write them. */
final class TarNumbers {

    private static final long MAX_ID = 0xFFFF_FFFFL;

    private TarNumbers() {}

    /** Octal between blanks and NULs, or big-endian base 256 if the top bit is set; an empty field is 0. */
    static long parse(byte[] bytes, int at, int length, String field, long offset) throws IOException {
        if ((bytes[at] & 0x80) != 0) {
            return base256(bytes, at, length, field, offset);
        }
        int start = at;
        int end = at + length;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            // Some writers end a number early and leave old bytes behind its NUL.
            if (bytes[i] == 0) {
                break;
            }
            if (digit < 0 || digit > 7 || value >>> 60 != 0) {
                throw new IOException("bad " + field + " '"
                        + new String(bytes, start, end - start, StandardCharsets.ISO_8859_1) + "' in the tar header at "
                        + offset);
            }
            value = value << 3 | digit;
        }
        return value;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == 0;
    }

    private static long base256(byte[] bytes, int at, int length, String field, long offset) throws IOException {
        boolean negative = (bytes[at] & 0x40) != 0;
        // Without the marker bit; the sign fills what lies above.
        long value = negative ? bytes[at] | 0xFFFF_FFFF_FFFF_FF80L : bytes[at] & 0x3F;
        for (int i = at + 1; i < at + length; i++) {
            if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
                throw new IOException(field + " out of range in the tar header at " + offset);
            }
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    /** A decimal integer of a PAX record or sparse map. */
    static long decimal(String text, String field, long offset) throws IOException {
        if (text.isEmpty() || text.length() > 20 || text.charAt(0) == '+') {
            throw new IOException("bad " + field + " '" + shorten(text) + "' in the tar archive at " + offset);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("bad " + field + " '" + text + "' in the tar archive at " + offset, e);
        }
    }

    /** Seconds since the epoch with an optional decimal fraction; digits beyond nanoseconds are dropped. */
    static Instant time(String text, long offset) throws IOException {
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        boolean negative = whole.startsWith("-");
        long seconds = whole.isEmpty() || whole.equals("-") ? 0 : decimal(whole, "mtime", offset);
        long nanos = 0;
        if (dot >= 0) {
            String fraction = text.substring(dot + 1);
            if (!fraction.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IOException("bad mtime '" + shorten(text) + "' in the tar archive at " + offset);
            }
            String nine = (fraction + "000000000").substring(0, 9);
            nanos = Long.parseLong(nine);
        }
        return instant(seconds, negative ? -nanos : nanos, offset);
    }

    static Instant instant(long seconds, long nanos, long offset) throws IOException {
        if (seconds <= Instant.MIN.getEpochSecond() || seconds >= Instant.MAX.getEpochSecond()) {
            throw new IOException("mtime " + seconds + " out of range in the tar archive at " + offset);
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** Ids are 32 bits; writers that think them signed store the upper half as negative numbers. */
    static long id(long value, String field, long offset) throws IOException {
        if (value > MAX_ID || value < Integer.MIN_VALUE) {
            throw new IOException(field + " " + value + " out of range in the tar archive at " + offset);
        }
        return value & MAX_ID;
    }

    private static String shorten(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
