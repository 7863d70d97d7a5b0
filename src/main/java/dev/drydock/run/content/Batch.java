package dev.drydock.run.content;

import dev.drydock.image.Digest;
import dev.drydock.layer.LayerWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Some pieces of a layer that follow each other, with the content of the small files among them: as much as is worth a thread's
 * being woken. It is filled, read and written by one thread at a time, and then used again.
 */
final class Batch {

    /** Files up to this size, in bytes, are small. */
    static final int SMALL = 1 << 16;

    /** As many are open at the same time. */
    private static final int MOST_PIECES = 64;

    private static final int BYTES = 1 << 18;

    private final byte[] bytes = new byte[BYTES];
    private final ByteBuffer direct = ByteBuffer.allocateDirect(SMALL + 1);
    private final MessageDigest sha256 = Digest.newSha256();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<SmallFile> files = new ArrayList<>();
    private int used;
    private volatile boolean abandoned;

    /** Whether there is room for one more. */
    boolean hasRoom(long size) {
        return pieces.size() < MOST_PIECES && (size > SMALL || used + size <= BYTES);
    }

    void add(Piece piece) {
        pieces.add(piece);
    }

    void add(ChangedFile file) {
        if (file.size() > SMALL) {
            pieces.add(new LargeFile(file, direct));
            return;
        }
        var small = new SmallFile(file, bytes, used);
        used += (int) file.size();
        pieces.add(small);
        files.add(small);
    }

    /** Reads the small files, unless it is abandoned meanwhile. */
    void read() {
        for (SmallFile file : files) {
            if (abandoned) {
                return;
            }
            file.read(direct, sha256);
        }
    }

    /** Nobody will write it. */
    void abandon() {
        abandoned = true;
    }

    /** Writes all pieces. */
    void write(LayerWriter writer) throws IOException {
        for (Piece piece : pieces) {
            piece.write(writer);
        }
    }

    /** Closes what is open, and is empty then. */
    void clear() {
        pieces.forEach(Piece::close);
        pieces.clear();
        files.clear();
        used = 0;
    }
}
