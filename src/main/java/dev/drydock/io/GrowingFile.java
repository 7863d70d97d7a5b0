package dev.drydock.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written from its beginning to its end while others read it already. The writer says how far it is; readers wait
 * for what they have not got yet.
 */
public final class GrowingFile {

    private final Path path;
    private final long size;
    private long written;
    private boolean ended;
    private boolean givenUp;

    /** @param size of the whole file in bytes, or more if that is unknown */
    public GrowingFile(Path path, long size) {
        this.path = path;
        this.size = size;
    }

    public Path path() {
        return path;
    }

    /** So many bytes more are in the file. */
    public synchronized void grown(long bytes) {
        written += bytes;
        notifyAll();
    }

    /** Nothing more comes, whether that is all that was expected or less. */
    public synchronized void ended() {
        ended = true;
        notifyAll();
    }

    /** The writer begins anew, or gives up: whoever has read of the file has read something else than it will be. */
    public synchronized void givenUp() {
        givenUp = true;
        notifyAll();
    }

    /**
     * A reader that starts at the beginning, and waits for the file where it is not there yet. It fails when the writer begins anew
     * or gives up, and when its thread is interrupted.
     */
    public InputStream read() {
        return new Reader();
    }

    /**
     * Waits until the file is longer than that, or ended.
     *
     * @return how much longer it is, in bytes; 0 at its end
     * @throws IOException if the writer begins anew or gives up, or this thread is interrupted
     */
    public synchronized long awaitMore(long position) throws IOException {
        try {
            while (!ended && !givenUp && written <= position && position < size) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while " + path + " was written").initCause(e);
        }
        if (givenUp) {
            throw new IOException("'" + path + "' was not written to its end");
        }
        return Math.min(written, size) - position;
    }

    private final class Reader extends InputStream {

        private @Nullable FileChannel channel;
        private long position;

        /** Where a reader asks whether more comes, as that of gzip does between the members of a file, it does until the end. */
        @Override
        public int available() {
            return position < size ? 1 : 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            long ready = awaitMore(position);
            if (ready <= 0) {
                return -1;
            }
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(path, StandardOpenOption.READ);
                channel = open;
            }
            int count = open.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, ready)));
            position += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
