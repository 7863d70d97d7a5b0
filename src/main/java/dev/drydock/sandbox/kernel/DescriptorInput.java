package dev.drydock.sandbox.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads through a buffer outside the heap, as system calls need one. */
final class DescriptorInput extends InputStream {

    private final OpenFile file;
    private final ByteBuffer buffer;

    DescriptorInput(OpenFile file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer.limit(0);
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
        file.read(buffer);
        buffer.flip();
        return buffer.hasRemaining();
    }
}
