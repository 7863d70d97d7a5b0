package dev.drydock.solve.ahead;

import dev.drydock.image.Digest;
import dev.drydock.run.RunListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps to itself what it hears of a run, until it is known who is to hear it. */
public final class HeldListener implements RunListener {

    /** In characters: more than a command prints while a layer is read back. */
    private static final int LIMIT = 16 << 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private long held;
    private boolean cut;
    private @Nullable Long ready;
    private @Nullable RunListener listener;

    @Override
    public synchronized void unpacking(Digest diffId) {
        if (listener != null) {
            listener.unpacking(diffId);
        }
    }

    @Override
    public synchronized void ready() {
        if (listener != null) {
            listener.ready();
        } else {
            ready = System.nanoTime();
        }
    }

    @Override
    public synchronized void line(String line) {
        if (listener != null) {
            listener.line(line);
            return;
        }
        lines.add(line);
        held += line.length() + 1;
        while (held > LIMIT && lines.size() > 1) {
            held -= lines.remove().length() + 1;
            cut = true;
        }
    }

    /** Tells another what it has heard, and from now on what it hears. */
    synchronized void release(RunListener to, LongConsumer started) {
        if (ready != null) {
            started.accept(ready);
        }
        if (cut) {
            to.line("[... earlier output left out]");
        }
        lines.forEach(to::line);
        lines.clear();
        listener = to;
    }
}
