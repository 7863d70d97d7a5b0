package dev.drydock.run.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream to the other end as fast as that reads it. Not complete before it is closed; {@link #abort} ends one that
 * failed.
 */
public final class StreamWriter extends OutputStream {

    private static final int LARGEST_PIECE = 1 << 16;

    private final int number;
    private final Frames frames;
    private final Runnable forget;
    private int allowed = Multiplexer.WINDOW;
    private boolean closed;
    private @Nullable IOException failure;

    StreamWriter(int number, Frames frames, Runnable forget) {
        this.number = number;
        this.frames = frames;
        this.forget = forget;
    }

    synchronized void allow(long count) throws IOException {
        if (count <= 0 || count > Multiplexer.WINDOW - allowed) {
            throw new IOException("more was read than was sent");
        }
        allowed += (int) count;
        notifyAll();
    }

    synchronized void fail(IOException cause) {
        failure = cause;
        notifyAll();
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = take(Math.min(left, LARGEST_PIECE));
            frames.data(number, Arrays.copyOfRange(bytes, from, from + count));
            from += count;
            left -= count;
        }
    }

    private synchronized int take(int wanted) throws IOException {
        while (allowed == 0 && failure == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("waiting for a reader").initCause(e);
            }
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IOException("the stream is closed");
        }
        int count = Math.min(wanted, allowed);
        allowed -= count;
        return count;
    }

    /**
     * Ends the stream as incomplete.
     *
     * @param reason in words, for whoever reads it
     */
    public void abort(String reason) throws IOException {
        end(reason.isEmpty() ? "it is incomplete" : reason);
    }

    /** Ends the stream as complete. */
    @Override
    public void close() throws IOException {
        end("");
    }

    private void end(String reason) throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
            if (failure != null) {
                forget.run();
                return;
            }
        }
        forget.run();
        frames.end(number, reason);
    }
}
