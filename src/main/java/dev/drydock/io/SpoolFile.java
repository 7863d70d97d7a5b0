package dev.drydock.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read while it is written: the reader gets what has been written so far, waits for more, and comes to the end
 * when the writer has finished. For one writer and one reader on two threads; how far they are apart costs disk, not memory.
 */
public final class SpoolFile {

    private static final int BUFFER = 1 << 17;

    private final Path path;
    private final Writer file;
    private final OutputStream output;
    private long written;
    private boolean finished;
    private boolean abandoned;

    /** @param path a file that is not there yet; stays the caller's */
    public SpoolFile(Path path) throws IOException {
        this.path = path;
        this.file = new Writer(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        this.output = new BufferedOutputStream(file, BUFFER);
    }

    public Path path() {
        return path;
    }

    /** Always the same; {@link #finish} or {@link #abandon} closes it. */
    public OutputStream output() {
        return output;
    }

    /** All is written: the reader finds the end. Closes the output. */
    public void finish() throws IOException {
        output.flush();
        synchronized (this) {
            finished = true;
            notifyAll();
        }
        file.close();
    }

    /** No more is written: the reader fails. */
    public void abandon() throws IOException {
        synchronized (this) {
            abandoned = true;
            notifyAll();
        }
        file.close();
    }

    /** Reads from the beginning. */
    public InputStream input() throws IOException {
        return new Reader(Files.newInputStream(path));
    }

    private synchronized void add(long count) {
        written += count;
        notifyAll();
    }

    /** @return how much is written, more than was read unless the file has ended there */
    private synchronized long awaitMore(long read) throws IOException {
        while (written == read && !finished) {
            if (abandoned) {
                throw new IOException("'" + path + "' was not written to its end");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while waiting for more").initCause(e);
            }
        }
        return written;
    }

    private final class Writer extends OutputStream {

        private final OutputStream file;

        Writer(OutputStream file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
            add(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final class Reader extends InputStream {

        private final InputStream file;
        private long read;

        Reader(InputStream file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long more = awaitMore(read) - read;
            if (more == 0) {
                return -1;
            }
            int count = file.read(bytes, offset, (int) Math.min(length, more));
            read += Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
