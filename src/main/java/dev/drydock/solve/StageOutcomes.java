package dev.drydock.solve;

import dev.drydock.concurrent.Tasks;
import dev.drydock.solve.progress.StepClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Outcomes of a plan's stages, for those that wait for them. Each is set once, by the thread that solves it. */
final class StageOutcomes {

    private final List<CompletableFuture<StageOutcome>> outcomes = new ArrayList<>();

    StageOutcomes(int stages) {
        for (int i = 0; i < stages; i++) {
            outcomes.add(new CompletableFuture<>());
        }
    }

    /** Waits; fails with what that stage failed with. */
    StageOutcome await(int stage) throws IOException, InterruptedException {
        StepClock.pause();
        try {
            return outcomes.get(stage).get();
        } catch (ExecutionException e) {
            throw Tasks.rethrown(e.getCause());
        } finally {
            StepClock.resume();
        }
    }

    void succeed(int stage, StageOutcome outcome) {
        outcomes.get(stage).complete(outcome);
    }

    void fail(int stage, Throwable why) {
        outcomes.get(stage).completeExceptionally(why);
    }
}
