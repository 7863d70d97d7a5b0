package dev.drydock.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads a program's output to its end on a thread of its own and keeps the beginning. */
final class KeptOutput implements Runnable {

    /** For more to come when the program has ended: something it left running may hold the stream open. */
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this, "drydock-program-output");
    private volatile long read;

    private KeptOutput(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    static KeptOutput of(InputStream in, int limit) {
        KeptOutput output = new KeptOutput(in, limit);
        output.thread.setDaemon(true);
        output.thread.start();
        return output;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        long total = 0;
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(count, limit - kept.size()));
                }
                total += count;
                read = total;
            }
        } catch (IOException e) {
            // The program was ended; what it had said is kept.
        }
    }

    /** When the program has ended: all it said, up to the limit. */
    String text() throws InterruptedException {
        long before = -1;
        while (thread.isAlive() && read != before) {
            before = read;
            thread.join(PATIENCE_MILLIS);
        }
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
