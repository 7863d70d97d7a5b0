package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes files, leaving holes for long stretches of zeros. Keeps its buffers; for one thread. */
final class ContentWriter {

    private static final int PIECE = 64 * 1024;
    private static final byte[] ZEROS = new byte[PIECE];

    private final byte[] piece = new byte[PIECE];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(PIECE);

    void write(InputStream content, OpenFile file) throws IOException {
        long size = 0;
        boolean endsInHole = false;
        for (int count = content.readNBytes(piece, 0, PIECE); count > 0; count = content.readNBytes(piece, 0, PIECE)) {
            endsInHole = count == PIECE && Arrays.equals(piece, ZEROS);
            if (endsInHole) {
                file.skip(count);
            } else {
                direct.clear();
                direct.put(piece, 0, count).flip();
                file.write(direct);
            }
            size += count;
        }
        if (endsInHole) {
            file.setSize(size);
        }
    }
}
