package dev.drydock.layer;

import dev.drydock.io.ByteNames;
import java.util.Arrays;

/** Bytes of a layer index yet to be read; running over the end throws {@link IndexOutOfBoundsException}. */
final class IndexSource {

    private final byte[] buffer;
    private final int end;
    private int at;

    IndexSource(byte[] buffer, int at, int end) {
        this.buffer = buffer;
        this.at = at;
        this.end = end;
    }

    /** Where the next byte is. */
    int at() {
        return at;
    }

    boolean hasMore() {
        return at < end;
    }

    int octet() {
        if (at >= end) {
            throw new IndexOutOfBoundsException(at);
        }
        return buffer[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = octet();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("endless number");
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    int fixed32() {
        return octet() | octet() << 8 | octet() << 16 | octet() << 24;
    }

    /** A number of things that each take at least a byte. */
    int count() {
        long count = number();
        if (count < 0 || count > end - at) {
            throw new IndexOutOfBoundsException(at);
        }
        return (int) count;
    }

    byte[] bytes(int count) {
        int from = skip(count);
        return Arrays.copyOfRange(buffer, from, from + count);
    }

    String text() {
        int count = count();
        return ByteNames.decode(buffer, skip(count), count);
    }

    /**
     * Goes on behind so many bytes.
     *
     * @return where they begin
     */
    int skip(int count) {
        if (count < 0 || count > end - at) {
            throw new IndexOutOfBoundsException(at);
        }
        int from = at;
        at += count;
        return from;
    }
}
