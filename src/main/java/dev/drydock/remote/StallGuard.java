package dev.drydock.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream that fails when no bytes come for a while, which the JDK's HTTP client never does by itself. */
final class StallGuard extends FilterInputStream {

    private final Duration patience;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "drydock-download-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        long pause = Math.max(1, patience.toMillis() / 4);
        watch.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (System.nanoTime() - lastProgress > patience.toNanos()) {
            stalled = true;
            try {
                in.close(); // wakes the reader
            } catch (IOException e) {
                watch.shutdown(); // the reader notices that it is closed all the same
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int at, int length) throws IOException {
        try {
            int n = super.read(buffer, at, length);
            lastProgress = System.nanoTime();
            if (n < 0 && stalled) {
                throw timeout(null);
            }
            return n;
        } catch (IOException e) {
            throw stalled ? timeout(e) : e;
        }
    }

    private IOException timeout(@Nullable IOException cause) {
        return new IOException("nothing arrived for " + patience.toSeconds() + " seconds", cause);
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
