package dev.drydock.solve;

import dev.drydock.plan.Input;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.Step;
import dev.drydock.run.RunRequest;
import dev.drydock.run.StartedRun;
import dev.drydock.solve.ahead.BegunRun;
import dev.drydock.solve.ahead.HeldListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a stage that are begun before their turn: while a step's command is executed, that of the next step, if it is a RUN too,
 * waits to follow it at once. There is one at most besides the run whose turn it is. For the thread of the stage.
 */
final class RunsAhead implements AutoCloseable {

    private final List<Step> steps;
    private int position = -1;
    private @Nullable BegunRun begun;
    private @Nullable BegunRun next;

    /** @param steps of the stage */
    RunsAhead(List<Step> steps) {
        this.steps = steps;
    }

    /** It is the turn of the next step that is more than metadata, and no other's any more. */
    void turn() {
        drop(begun);
        begun = next;
        next = null;
        position = following();
    }

    private int following() {
        int number = position + 1;
        while (number < steps.size() && steps.get(number) instanceof MetadataStep) {
            number++;
        }
        return number;
    }

    /** The run of the step whose turn it is, if it was begun. */
    Optional<BegunRun> begun() {
        return Optional.ofNullable(begun);
    }

    /** Makes the request of a step. */
    interface Requests {
        RunRequest of(RunStep step) throws IOException, InterruptedException;
    }

    /**
     * Begins the run of the next step if that is a RUN which needs nothing else to be there. Whatever is wrong with it is told when it
     * is its turn.
     *
     * @param run of the step whose turn it is
     */
    void beginNext(StartedRun run, Requests requests) {
        RunStep step = nextRun();
        if (step == null || next != null) {
            return;
        }
        try {
            var held = new HeldListener();
            next = run.startNext(requests.of(step), held)
                    .map(started -> new BegunRun(started, held))
                    .orElse(null);
        } catch (IOException | RuntimeException toldInItsTurn) {
            return;
        } catch (InterruptedException e) {
            // Who waits for the run below finds it.
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable RunStep nextRun() {
        int number = following();
        return number < steps.size() && steps.get(number) instanceof RunStep run && standsAlone(run) ? run : null;
    }

    /** Whether it reads nothing but what is below it, or given at once. */
    private static boolean standsAlone(RunStep run) {
        for (Mount mount : run.mounts()) {
            if (mount instanceof Mount.Bind
                    || mount instanceof Mount.Cache cache && !(cache.from() instanceof Input.Empty)) {
                return false;
            }
        }
        return true;
    }

    /** Drops what was begun and is not to be. */
    @Override
    public void close() {
        try {
            drop(begun);
        } finally {
            drop(next);
        }
    }

    private static void drop(@Nullable BegunRun run) {
        if (run != null) {
            run.close();
        }
    }
}
