package dev.drydock.layer;

import java.util.Arrays;
import java.util.zip.CRC32;

/** Bytes of a layer index written so far. */
final class IndexSink {

    private byte[] buffer = new byte[1 << 12];
    private int length;

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
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
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
        return Arrays.copyOf(buffer, length);
    }
}
