package dev.drydock.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own, so that hashing and storing what is finished goes on while more is made. Little output is
 * written without one. A failure there is thrown by a later call here; when {@link #flush} returns, everything is written.
 * To be used by one thread.
 */
public final class BackgroundOutput extends OutputStream {

    private static final int SIZE = 1 << 18;
    private static final int BUFFERS = 8;

    private final OutputStream out;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private byte[] buffer = new byte[SIZE];
    private int filled;
    private @Nullable ExecutorService writer;

    private record Pending(Future<?> written, byte[] buffer) {}

    /** @param out closed with this */
    public BackgroundOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == SIZE) {
                handOver();
            }
            int n = Math.min(left, SIZE - filled);
            System.arraycopy(bytes, at, buffer, filled, n);
            filled += n;
            at += n;
            left -= n;
        }
    }

    private void handOver() throws IOException {
        if (writer == null) {
            writer = Executors.newSingleThreadExecutor(BackgroundOutput::newThread);
        }
        byte[] full = buffer;
        int length = filled;
        Future<?> written = writer.submit(() -> {
            out.write(full, 0, length);
            return null;
        });
        pending.add(new Pending(written, full));
        buffer = pending.size() < BUFFERS ? new byte[SIZE] : awaitFirst();
        filled = 0;
    }

    private static Thread newThread(Runnable work) {
        var thread = new Thread(work, "drydock-write");
        thread.setDaemon(true);
        return thread;
    }

    private byte[] awaitFirst() throws IOException {
        Pending first = pending.remove();
        try {
            first.written.get();
            return first.buffer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while writing").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    @Override
    public void flush() throws IOException {
        while (!pending.isEmpty()) {
            awaitFirst();
        }
        out.write(buffer, 0, filled);
        filled = 0;
        out.flush();
    }

    /** Bytes that were not flushed may be lost. */
    @Override
    public void close() throws IOException {
        try {
            if (writer != null) {
                writer.shutdownNow();
                awaitEnd(writer);
            }
        } finally {
            out.close();
        }
    }

    private static void awaitEnd(ExecutorService writer) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = writer.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
