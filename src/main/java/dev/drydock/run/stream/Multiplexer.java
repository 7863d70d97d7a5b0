package dev.drydock.run.stream;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one end of a connection. A stream has a number and goes one way; the two ways of one number have nothing to do
 * with each other. Whoever reads a stream opens it before the other end can know its number. Nobody is sent more than
 * {@value #WINDOW} bytes that were not read yet, so the thread that takes what comes never waits for a reader.
 */
public final class Multiplexer {

    static final int WINDOW = 1 << 20;

    private final Frames frames;
    private final Map<Integer, StreamReader> readers = new ConcurrentHashMap<>();
    private final Map<Integer, StreamWriter> writers = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();
    private volatile @Nullable IOException lost;

    public Multiplexer(Frames frames) {
        this.frames = frames;
    }

    /** A number no stream has had; only one of the two ends may ask for them. */
    public int next() {
        return last.incrementAndGet();
    }

    /** The bytes that the other end sends under this number. To be closed. */
    public StreamReader reader(int stream) {
        var reader = new StreamReader(stream, frames, () -> readers.remove(stream));
        readers.put(stream, reader);
        IOException gone = lost;
        if (gone != null) {
            reader.fail(gone);
        }
        return reader;
    }

    /** Sends the other end what it reads under this number. To be closed. */
    public StreamWriter writer(int stream) {
        var writer = new StreamWriter(stream, frames, () -> writers.remove(stream));
        writers.put(stream, writer);
        IOException gone = lost;
        if (gone != null) {
            writer.fail(gone);
        }
        return writer;
    }

    /** @throws IOException if the other end sends more than it may */
    public void data(int stream, byte[] bytes) throws IOException {
        var reader = readers.get(stream);
        if (reader != null) {
            reader.accept(bytes);
        }
    }

    /** Bytes for streams that nobody reads any more are dropped. */
    public void end(int stream, String failure) {
        var reader = readers.get(stream);
        if (reader != null) {
            reader.end(failure);
        }
    }

    /** @throws IOException if nothing was sent that could have been read */
    public void more(int stream, long count) throws IOException {
        var writer = writers.get(stream);
        if (writer != null) {
            writer.allow(count);
        }
    }

    /** The connection is gone: whoever reads or writes fails. */
    public void fail(IOException cause) {
        lost = cause;
        readers.values().forEach(reader -> reader.fail(cause));
        writers.values().forEach(writer -> writer.fail(cause));
    }
}
