package dev.drydock.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a program's output to its end on a thread of its own and keeps the beginning, unless somebody else reads it. */
public final class KeptOutput implements Runnable {

    /** For more to come when the program has ended: something it left running may hold the stream open. */
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final InputStream in;
    private final int limit;
    private final Program.@Nullable Output reader;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this, "drydock-program-output");
    private volatile long read;
    private volatile @Nullable Throwable refusal;

    private KeptOutput(InputStream in, int limit, Program.@Nullable Output reader) {
        this.in = in;
        this.limit = limit;
        this.reader = reader;
    }

    /** Keeps the beginning of what is read, so many bytes. */
    public static KeptOutput of(InputStream in, int limit) {
        return of(in, limit, null);
    }

    /** @param reader who reads it instead; null for none */
    static KeptOutput of(InputStream in, int limit, Program.@Nullable Output reader) {
        KeptOutput output = new KeptOutput(in, limit, reader);
        output.thread.setDaemon(true);
        output.thread.start();
        return output;
    }

    @Override
    public void run() {
        if (reader != null) {
            try (in) {
                reader.readFrom(in);
            } catch (IOException | RuntimeException | Error e) {
                refusal = e;
            }
        } else {
            keep();
        }
    }

    private void keep() {
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

    /** When the program has ended: all it said, up to the limit. Only if nobody else reads it. */
    public String text() throws InterruptedException {
        long before = -1;
        while (thread.isAlive() && read != before) {
            before = read;
            thread.join(PATIENCE_MILLIS);
        }
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /**
     * As {@link #text}; "" if somebody else has read it.
     *
     * @throws IOException as that reader did
     */
    String outcome() throws IOException, InterruptedException {
        if (reader == null) {
            return text();
        }
        thread.join();
        rethrow();
        return "";
    }

    private void rethrow() throws IOException {
        Throwable why = refusal;
        if (why instanceof IOException io) {
            throw io;
        }
        if (why instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (why instanceof Error error) {
            throw error;
        }
    }
}
