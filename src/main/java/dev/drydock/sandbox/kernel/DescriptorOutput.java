package dev.drydock.sandbox.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes each piece at once, through memory outside the heap. */
final class DescriptorOutput extends OutputStream {

    private final OpenFile file;
    private final ByteBuffer buffer;

    DescriptorOutput(OpenFile file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, buffer.capacity());
            buffer.clear();
            buffer.put(bytes, offset + done, count).flip();
            file.write(buffer);
            done += count;
        }
    }
}
