package dev.drydock.layer;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Bytes of a layer index written so far. */
final class IndexSink {

    private byte[] buffer;
    private int length;

    IndexSink() {
        this(1 << 8);
    }

    /** @param room so many bytes, if that is known */
    IndexSink(int room) {
        this.buffer = new byte[room];
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** @return the address it has there */
    int addTo(ByteChunks chunks) {
        return chunks.add(buffer, 0, length);
    }

    private void room(int wanted) {
        if (length + wanted > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + wanted));
        }
    }

    void octet(int value) {
        room(1);
        buffer[length++] = (byte) value;
    }

    void bytes(byte[] bytes) {
        bytes(bytes, 0, bytes.length);
    }

    void bytes(byte[] bytes, int from, int count) {
        room(count);
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        octet((int) rest);
    }

    void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    void text(byte[] text) {
        number(text.length);
        bytes(text);
    }

    private void fixed32(int value) {
        for (int i = 0; i < 4; i++) {
            octet(value >>> 8 * i);
        }
    }

    /**
     * Leaves room for a length that {@link #endLength} writes.
     *
     * @return where
     */
    int beginLength() {
        fixed32(0);
        return length;
    }

    /** How much was written since. */
    void endLength(int begin) {
        int end = length;
        length = begin - 4;
        fixed32(end - begin);
        length = end;
    }

    byte[] withChecksum() {
        var crc = new CRC32();
        crc.update(buffer, 0, length);
        fixed32((int) crc.getValue());
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }
}
