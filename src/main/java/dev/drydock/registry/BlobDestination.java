package dev.drydock.registry;

import dev.drydock.io.GrowingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** Where the bytes of a blob go. */
interface BlobDestination {

    /** Takes all that remains in the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** Forgets all that was written; false if that cannot be done. */
    boolean restart() throws IOException;

    /** @param growing told how far the file is */
    static BlobDestination of(FileChannel file, GrowingFile growing) {
        return new BlobDestination() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    growing.grown(file.write(bytes));
                }
            }

            @Override
            public boolean restart() throws IOException {
                growing.givenUp();
                file.truncate(0).position(0);
                return true;
            }
        };
    }

    static BlobDestination of(OutputStream stream) {
        WritableByteChannel channel = Channels.newChannel(stream);
        return new BlobDestination() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (bytes.hasArray()) {
                    stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                    bytes.position(bytes.limit());
                } else {
                    channel.write(bytes);
                }
            }

            @Override
            public boolean restart() {
                return false;
            }
        };
    }
}
