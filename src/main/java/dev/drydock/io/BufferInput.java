package dev.drydock.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads out of a buffer that is filled whenever it is empty, for sources that can only be read into buffers. Closes nothing. */
public final class BufferInput extends InputStream {

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        /** Puts at least one byte into the buffer, none at the end; waits for it if need be. */
        void read(ByteBuffer into) throws IOException;
    }

    private final ByteBuffer buffer;
    private final Source source;

    /** @param buffer owned by this stream, of the kind the source wants */
    public BufferInput(ByteBuffer buffer, Source source) {
        this.buffer = buffer.limit(0);
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        source.read(buffer);
        buffer.flip();
        return buffer.hasRemaining();
    }
}
