package dev.drydock.container;

import dev.drydock.layer.WrittenLayer;
import dev.drydock.run.RunResult;
import dev.drydock.run.StartedRun;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A container that runs beside the build, until it is stopped, its program ends, or this JVM does. */
@StartUp
public final class StartedContainer implements AutoCloseable {

    private final WorkerRunEngine engine;
    private final ContainerProgress progress;
    private final StartedRun run;
    private final int stopSignal;

    StartedContainer(WorkerRunEngine engine, ContainerProgress progress, StartedRun run, int stopSignal) {
        this.engine = engine;
        this.progress = progress;
        this.run = run;
        this.stopSignal = stopSignal;
    }

    /**
     * Waits so long at most.
     *
     * @return whether it has ended by itself, or could not be started at all
     */
    public boolean ends(Duration within) throws InterruptedException {
        return run.ends(within);
    }

    /**
     * The exit code of one that has ended, 128 + n for a death by signal n; waits for it.
     *
     * @throws dev.drydock.failure.BuildFailure if it could not be started
     */
    public int exitCode() throws InterruptedException {
        return run.await().exitCode();
    }

    /** How a container has ended. */
    public enum Way {
        /** Before it was stopped. */
        BY_ITSELF,
        /** When it was asked to. */
        ASKED,
        /** Asked in vain. */
        KILLED
    }

    /**
     * How it has ended.
     *
     * @param exitCode 128 + n for a death by signal n
     * @param changes what it has written, if that was asked for and it has ended in good order; the file belongs to the receiver
     */
    public record End(Way way, int exitCode, @Nullable WrittenLayer changes) {}

    /** Asks it to end by the signal its image names, and ends it if it does not within the time. */
    public End stop(Duration grace) throws InterruptedException {
        try (this) {
            if (run.ends(Duration.ZERO)) {
                return end(Way.BY_ITSELF);
            }
            run.signal(stopSignal);
            if (run.ends(grace)) {
                return end(Way.ASKED);
            }
            run.kill();
            return end(Way.KILLED);
        }
    }

    private End end(Way way) throws InterruptedException {
        RunResult result = run.await();
        return new End(way, result.exitCode(), result.layer());
    }

    /** Ends it at once. */
    @Override
    public void close() {
        engine.close();
        progress.close();
    }
}
