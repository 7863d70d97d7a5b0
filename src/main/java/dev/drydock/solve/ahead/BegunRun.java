package dev.drydock.solve.ahead;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.run.RunListener;
import dev.drydock.run.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The run of a step that was begun before its turn, on what the run of the step below it leaves, while that becomes a layer.
 *
 * <pre>
 *   AHEAD    it waits for the run below, runs, or has ended; nobody hears of it
 *            take -> TAKEN; close -> DROPPED
 *   TAKEN    its step has come to its turn and nobody knows a result: from now on a run as any other
 *   DROPPED  a result was found, or the stage goes no further: it was killed, whatever it came to, and nothing of it is left
 * </pre>
 *
 * <p>For the thread of the stage.
 */
public final class BegunRun implements AutoCloseable {

    private enum State {
        AHEAD,
        TAKEN,
        DROPPED
    }

    private final StartedRun run;
    private final HeldListener held;
    private State state = State.AHEAD;

    /** @param held what has been listening to it */
    public BegunRun(StartedRun run, HeldListener held) {
        this.run = run;
        this.held = held;
    }

    /**
     * It is the receiver's to wait for.
     *
     * @param listener hears what it has done and does
     * @param started instead of the listener, if it has started already: when, by {@link System#nanoTime}
     */
    public StartedRun take(RunListener listener, LongConsumer started) {
        state = State.TAKEN;
        held.release(listener, started);
        return run;
    }

    /** Drops it unless it was taken, and waits for its end, however often it is interrupted meanwhile. */
    @Override
    public void close() {
        if (state != State.AHEAD) {
            return;
        }
        state = State.DROPPED;
        run.kill();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                delete(run.await().layer());
                ended = true;
            } catch (BuildFailure asWanted) {
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(@Nullable WrittenLayer layer) {
        try {
            if (layer != null) {
                Files.deleteIfExists(layer.file());
            }
        } catch (IOException staysInTemporaryDirectory) {
            return;
        }
    }
}
