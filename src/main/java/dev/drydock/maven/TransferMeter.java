package dev.drydock.maven;

import dev.drydock.image.Digest;
import java.io.Console;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line at the foot of a terminal saying how far the transfers under way are. Silent when nobody watches: in batch mode,
 * without a terminal, and when several modules share it.
 */
final class TransferMeter {

    private static final long INTERVAL_NANOS = 200_000_000L;

    private record Progress(boolean upload, long done, long total) {}

    /** Guarded by this. */
    private final Map<Digest, Progress> open = new LinkedHashMap<>();

    private final @Nullable PrintWriter terminal;
    private long lastDrawn;
    private boolean shown;

    /** @param terminal where to draw, not closed; null keeps silent */
    TransferMeter(@Nullable PrintWriter terminal) {
        this.terminal = terminal;
    }

    static TransferMeter of(boolean watched) {
        Console console = watched ? System.console() : null;
        return new TransferMeter(console != null && isTerminal(console) ? console.writer() : null);
    }

    /** Since Java 22 there may be a console that is no terminal, and a method to ask it; before, there was none of either. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    synchronized void moved(Digest blob, boolean upload, long done, long total) {
        if (terminal == null) {
            return;
        }
        if (done == total) {
            open.remove(blob);
        } else {
            open.put(blob, new Progress(upload, done, total));
        }
        long now = System.nanoTime();
        if (open.isEmpty()) {
            clear();
        } else if (now - lastDrawn >= INTERVAL_NANOS) {
            lastDrawn = now;
            terminal.print("\r\u001b[2K" + line());
            terminal.flush();
            shown = true;
        }
    }

    private String line() {
        StringBuilder text = new StringBuilder();
        for (boolean upload : new boolean[] {false, true}) {
            long done = 0;
            long total = 0;
            int blobs = 0;
            for (Progress each : open.values()) {
                if (each.upload() == upload) {
                    done += each.done();
                    total += each.total();
                    blobs++;
                }
            }
            if (blobs > 0) {
                text.append(upload ? "sending " : "fetching ")
                        .append(blobs)
                        .append(blobs == 1 ? " blob: " : " blobs: ")
                        .append(Wording.size(done))
                        .append(" of ")
                        .append(Wording.size(total))
                        .append("  ");
            }
        }
        return text.toString().strip();
    }

    /** Makes room for a line of the log. */
    synchronized void clear() {
        if (shown && terminal != null) {
            terminal.print("\r\u001b[2K");
            terminal.flush();
            shown = false;
        }
    }
}
