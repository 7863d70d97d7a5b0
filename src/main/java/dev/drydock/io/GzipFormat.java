package dev.drydock.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/** One gzip member (RFC 1952) of deflate blocks (RFC 1951), without name, time or system. */
final class GzipFormat implements BlockFormat {

    private static final int HISTORY = 1 << 15;

    @Override
    public int blockSize() {
        return 1 << 17;
    }

    @Override
    public int historySize() {
        return HISTORY;
    }

    @Override
    public byte[] header() {
        return new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};
    }

    @Override
    public Encoded encode(byte[] buffer, int start, int length, int history) {
        Deflater deflater = new Deflater(6, true);
        try {
            if (history > 0) {
                deflater.setDictionary(buffer, start - history, history);
            }
            deflater.setInput(buffer, start, length);
            byte[] out = new byte[length + length / 1000 + 64];
            int n = 0;
            while (true) {
                n += deflater.deflate(out, n, out.length - n, Deflater.SYNC_FLUSH);
                if (n < out.length) {
                    return new Encoded(out, n);
                }
                out = Arrays.copyOf(out, out.length * 2);
            }
        } finally {
            deflater.end();
        }
    }

    @Override
    public byte[] trailer(int crc32, long size) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 3) // an empty block, marked as the last one
                .put((byte) 0)
                .putInt(crc32)
                .putInt((int) size)
                .array();
    }
}
