package dev.drydock.sandbox.host;

import dev.drydock.io.BufferInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The two directions of a socket, each on its own: those of {@code Channels} share a lock, so that reading bars writing. */
final class SocketStreams {

    private SocketStreams() {}

    static InputStream input(SocketChannel channel) {
        return new BufferInput(ByteBuffer.allocate(64 * 1024), channel::read);
    }

    static OutputStream output(SocketChannel channel) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                var buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        };
    }
}
