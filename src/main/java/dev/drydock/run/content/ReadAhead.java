package dev.drydock.run.content;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.sandbox.kernel.OpenFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes a layer in the order it is told what is in it, somewhat later: meanwhile other threads read the small files. How far they
 * are ahead is bounded in bytes and in open files. For one thread, which also reads when there is nothing else to do.
 */
public final class ReadAhead implements AutoCloseable {

    /** Being read or waiting to be written, at most. */
    private static final int MOST_BATCHES = 4;

    private static final int MOST_READERS = 4;

    private final LayerWriter writer;
    private final ExecutorService readers;
    private final Deque<Reading> ahead = new ArrayDeque<>();
    private Batch filling = new Batch();
    private int made = 1;

    /** @param writer stays the caller's */
    public ReadAhead(LayerWriter writer) {
        this(writer, Math.min(MOST_READERS, Math.max(1, Runtime.getRuntime().availableProcessors() - 1)));
    }

    ReadAhead(LayerWriter writer, int threads) {
        this.writer = writer;
        this.readers = Executors.newFixedThreadPool(threads, DaemonThreads.named("read"));
    }

    /** A batch in the hands of a reader. */
    private record Reading(Batch batch, FutureTask<?> task) {

        static Reading of(Batch batch) {
            return new Reading(batch, new FutureTask<>(batch::read, null));
        }

        /** Does it now unless a reader has begun; and waits for that one. */
        void await() throws IOException {
            task.run();
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while changes were read").initCause(e);
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }

        /** Does no more of it, and waits for a reader that has begun, which does not take long. */
        void end() {
            batch.abandon();
            task.run();
            while (!task.isDone()) {
                // One file at most.
                Thread.onSpinWait();
            }
            batch.clear();
        }
    }

    /** Adds anything that has no content. */
    public void add(TarEntry entry) throws IOException {
        add((Piece) layer -> layer.add(entry));
    }

    /** Hides a path of the layers below. */
    public void whiteout(String path) throws IOException {
        add((Piece) layer -> layer.whiteout(path));
    }

    /** Hides what the layers below have in a directory. */
    public void opaque(String directory) throws IOException {
        add((Piece) layer -> layer.opaque(directory));
    }

    /**
     * Adds a file.
     *
     * @param description without extended attributes
     * @param modified the time it gets when it has been read; null if it is to stay as it is
     * @param file is closed by this, whatever happens
     * @param size in bytes, as the description says
     */
    public void add(TarEntry.Builder description, @Nullable Instant modified, OpenFile file, long size)
            throws IOException {
        var changed = new ChangedFile(description, modified, file, size);
        try {
            makeRoom(size);
        } catch (IOException | RuntimeException | Error e) {
            changed.close();
            throw e;
        }
        filling.add(changed);
    }

    private void add(Piece piece) throws IOException {
        makeRoom(0);
        filling.add(piece);
    }

    private void makeRoom(long size) throws IOException {
        if (filling.hasRoom(size)) {
            return;
        }
        var reading = Reading.of(filling);
        ahead.add(reading);
        readers.execute(reading.task());
        if (made < MOST_BATCHES) {
            filling = new Batch();
            made++;
        } else {
            filling = written();
        }
    }

    /** The first that is not written yet, which is then. */
    private Batch written() throws IOException {
        var first = ahead.element();
        first.await();
        first.batch().write(writer);
        ahead.remove();
        first.batch().clear();
        return first.batch();
    }

    /** Writes all that has been added. */
    public void finish() throws IOException {
        while (!ahead.isEmpty()) {
            written();
        }
        filling.read();
        filling.write(writer);
        filling.clear();
    }

    /** Ends the reading; what was not written by then is not. */
    @Override
    public void close() {
        readers.shutdown();
        ahead.forEach(Reading::end);
        ahead.clear();
        filling.clear();
    }
}
