package dev.drydock.io.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/** zstd frames (RFC 8878), one for each block, with content checksums. */
final class ZstdFormat implements BlockFormat {

    private static final int LEVEL = 3;

    /** Several windows of this level, so that cutting the history costs little. */
    private static final int BLOCK = 1 << 23;

    @Override
    public int blockSize() {
        return BLOCK;
    }

    @Override
    public int historySize() {
        return 0;
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public Encoded encode(byte[] buffer, int start, int length, int history) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL);
            context.setChecksum(true);
            byte[] out = new byte[(int) Zstd.compressBound(length)];
            int n = context.compressByteArray(out, 0, out.length, buffer, start, length);
            return new Encoded(out, n);
        }
    }

    @Override
    public byte[] trailer(int crc32, long size) {
        return new byte[0];
    }
}
