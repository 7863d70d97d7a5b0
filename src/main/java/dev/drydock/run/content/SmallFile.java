package dev.drydock.run.content;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is read as a whole before it is its turn, into its part of a buffer that it has with others. */
final class SmallFile implements Piece {

    private final ChangedFile file;
    private final byte[] bytes;
    private final int offset;
    private @Nullable TarEntry entry;
    private @Nullable Digest digest;
    private @Nullable IOException failure;
    private int count;

    /** @param offset of its part of the bytes, which is as large as the file is said to be */
    SmallFile(ChangedFile file, byte[] bytes, int offset) {
        this.file = file;
        this.bytes = bytes;
        this.offset = offset;
    }

    /**
     * A failure is kept until it is the file's turn.
     *
     * @param direct for one byte more than the file has, to notice one that has grown
     */
    void read(ByteBuffer direct, MessageDigest sha256) {
        try (file) {
            entry = file.describe();
            int size = (int) file.size();
            direct.clear().limit(size + 1);
            while (direct.position() < size && file.content().read(direct) > 0) {
                // until it is there: mostly at once
            }
            count = direct.flip().limit();
            direct.get(bytes, offset, Math.min(count, size));
            sha256.update(bytes, offset, Math.min(count, size));
            digest = Digest.ofSha256(sha256.digest());
            file.settle();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void write(LayerWriter writer) throws IOException {
        if (failure != null) {
            throw failure;
        }
        var described = Objects.requireNonNull(entry);
        if (count == file.size()) {
            writer.add(described, bytes, offset, Objects.requireNonNull(digest));
        } else {
            // Which says that it was changed meanwhile.
            writer.add(described, new ByteArrayInputStream(new byte[count]));
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
