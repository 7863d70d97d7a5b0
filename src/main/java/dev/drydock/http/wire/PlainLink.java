package dev.drydock.http.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** TCP, read into memory that a file can be written from without a copy. */
record PlainLink(SocketChannel channel) implements Link {

    private static final int BUFFER = 128 << 10;

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public ByteBuffer newBuffer() {
        return ByteBuffer.allocateDirect(BUFFER);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
