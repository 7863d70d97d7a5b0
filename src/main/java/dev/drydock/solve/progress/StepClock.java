package dev.drydock.solve.progress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time a step takes by itself. It stands still while the step waits for what is not its own work: layers on their way
 * here or being unpacked, another stage, another build that does the same. Whoever waits need not know for which step: a
 * thread works on one at a time.
 */
public final class StepClock {

    private static final ThreadLocal<@Nullable StepClock> OF_THREAD = new ThreadLocal<>();

    private final long start = System.nanoTime();
    private int pauses;
    private long paused;
    private long waited;

    private StepClock() {}

    /** From now on this thread works on a step, until {@link #end}. */
    public static StepClock start() {
        StepClock clock = new StepClock();
        OF_THREAD.set(clock);
        return clock;
    }

    public static void end() {
        OF_THREAD.remove();
    }

    /** Clock of the step this thread works on; null if it works on none. */
    public static @Nullable StepClock ofThread() {
        return OF_THREAD.get();
    }

    /** This thread begins to wait; {@link #resume} follows. One wait may lie within another. */
    public static void pause() {
        StepClock clock = OF_THREAD.get();
        if (clock != null && clock.pauses++ == 0) {
            clock.paused = System.nanoTime();
        }
    }

    public static void resume() {
        StepClock clock = OF_THREAD.get();
        if (clock != null && --clock.pauses == 0) {
            clock.waited(System.nanoTime() - clock.paused);
        }
    }

    /** The step has waited so long, as another thread saw; less than nothing if its work began before it was its turn. */
    public synchronized void waited(long nanos) {
        waited += nanos;
    }

    public synchronized Duration took() {
        return Duration.ofNanos(System.nanoTime() - start - waited);
    }
}
