package dev.drydock.run.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The bytes of one stream. Closing it early drops what still comes, without holding up who sends it. */
public final class StreamReader extends InputStream {

    /** Told less often than every read, so that small reads do not each send a message. */
    private static final int WORTH_TELLING = Multiplexer.WINDOW / 4;

    private final int number;
    private final Frames frames;
    private final Runnable forget;
    private final Deque<byte[]> arrived = new ArrayDeque<>();
    private int waiting;
    private int position;
    private int untold;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    StreamReader(int number, Frames frames, Runnable forget) {
        this.number = number;
        this.frames = frames;
        this.forget = forget;
    }

    void accept(byte[] bytes) throws IOException {
        synchronized (this) {
            if (!closed) {
                if (ended || bytes.length > Multiplexer.WINDOW - waiting - untold) {
                    throw new IOException("more was sent than was asked for");
                }
                if (bytes.length > 0) {
                    arrived.add(bytes);
                    waiting += bytes.length;
                    notifyAll();
                }
                return;
            }
        }
        frames.more(number, bytes.length);
    }

    synchronized void end(String reason) {
        ended = true;
        if (!reason.isEmpty() && failure == null) {
            failure = new IOException(reason);
        }
        notifyAll();
        if (closed) {
            forget.run();
        }
    }

    synchronized void fail(IOException cause) {
        if (!ended) {
            ended = true;
            failure = cause;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws IOException also if the sender failed, with the reason it gave; all that was sent before is read first */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        int told = 0;
        synchronized (this) {
            if (!await()) {
                return -1;
            }
            byte[] first = arrived.getFirst();
            count = Math.min(length, first.length - position);
            System.arraycopy(first, position, target, offset, count);
            position += count;
            if (position == first.length) {
                arrived.remove();
                position = 0;
            }
            waiting -= count;
            untold += count;
            if (untold >= WORTH_TELLING && !ended) {
                told = untold;
                untold = 0;
            }
        }
        if (told > 0) {
            frames.more(number, told);
        }
        return count;
    }

    /** @return false if nothing more will come */
    private boolean await() throws IOException {
        while (arrived.isEmpty()) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            if (ended) {
                return false;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("waiting for data").initCause(e);
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        int dropped;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            dropped = waiting + untold;
            waiting = 0;
            untold = 0;
            arrived.clear();
            notifyAll();
            if (ended) {
                forget.run();
                return;
            }
        }
        if (dropped > 0) {
            frames.more(number, dropped);
        }
    }
}
