package dev.drydock.io.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the JVM compile our deflate while there is nothing else to do. The first 140 MB cost a fresh JVM 4.7 seconds of the processor, two of
 * which go to the interpreter, to the compilers, and to code for content not met before. Compressing a few megabytes of made-up content
 * beforehand spares most of that. The result is thrown away.
 *
 * <p>Once in the life of a JVM, and only with more than one processor: on a single one it would take the time from others.
 */
public final class CompressionWarmUp implements AutoCloseable {

    /** More brings little. */
    private static final int BYTES = 10 << 20;

    /** Whoever is ready sooner than this has little to compress. */
    private static final long PATIENCE_MILLISECONDS = 2000;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final CountDownLatch closed = new CountDownLatch(1);

    private CompressionWarmUp() {}

    /**
     * Begins in two seconds, unless there is nothing to compile for this compression, or it has been done before.
     *
     * @param threads makes those that compress
     * @return to be closed when there is something else to do
     */
    public static CompressionWarmUp begin(Compression compression, ThreadFactory threads) {
        var warmUp = new CompressionWarmUp();
        if (compression == Compression.GZIP && Runtime.getRuntime().availableProcessors() > 1 && !BEGUN.get()) {
            threads.newThread(() -> warmUp.run(threads)).start();
        }
        return warmUp;
    }

    private void run(ThreadFactory threads) {
        try {
            if (!closed.await(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS) && !BEGUN.getAndSet(true)) {
                compress(threads);
            }
        } catch (InterruptedException | IOException notNeeded) {
            // Nothing depends on it.
            return;
        }
    }

    /** @return how much it has compressed, in bytes */
    long compress(ThreadFactory threads) throws IOException {
        var content = new MadeUpContent();
        try (var out = CompressingOutput.open(OutputStream.nullOutputStream(), Compression.GZIP, 1, threads)) {
            long count = 0;
            while (count < BYTES && closed.getCount() > 0) {
                byte[] next = content.next();
                out.write(next, 0, next.length);
                count += next.length;
            }
            return count;
        }
    }

    /** Ends it soon; does not wait for that. */
    @Override
    public void close() {
        closed.countDown();
    }
}
