package dev.drydock.io.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** One gzip member (RFC 1952) of deflate blocks (RFC 1951), without name, time or system. */
final class GzipFormat implements BlockFormat {

    private static final int HISTORY = Deflate.WINDOW;

    /** One for each thread that compresses. */
    private final ThreadLocal<@Nullable Deflate> deflates = new ThreadLocal<>();

    @Override
    public int blockSize() {
        return 1 << 18;
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
        byte[] out = new byte[Deflate.bound(length)];
        return new Encoded(out, deflate().compress(buffer, start, length, history, out));
    }

    private Deflate deflate() {
        Deflate deflate = deflates.get();
        if (deflate == null) {
            deflate = new Deflate();
            deflates.set(deflate);
        }
        return deflate;
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
