package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.Step;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.store.StepRecord;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.time.Duration;

/** Gets a step's result, from the stores or by executing it, and tells the log. */
final class StepExecutor {

    private final StepCache cache;
    private final BuildLog log;

    StepExecutor(StepCache cache, BuildLog log) {
        this.cache = cache;
        this.log = log;
    }

    StepResult execute(Step step, StepName name, StepWork work) throws IOException, InterruptedException {
        StepCache.Entry entry = get(name, work);
        if (entry.cached()) {
            log.stepCached(name);
        }
        StepRecord record = entry.record();
        return new StepResult(step, record.layer(), entry.cached(), record.took());
    }

    private StepCache.Entry get(StepName name, StepWork work) throws IOException, InterruptedException {
        StepClock clock = StepClock.start();
        try {
            return cache.get(work, () -> makeAloud(name, work, clock));
        } finally {
            StepClock.end();
        }
    }

    /** The result of something the user did not write as a step, such as the copy a mount shows. */
    StepRecord quietly(StepWork work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        return cache.get(work, () -> {
                    StoredLayer stored = make(work, StepListener.NONE);
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    return new StepRecord(stored.layer(), stored.tarSize(), took);
                })
                .record();
    }

    private StepRecord makeAloud(StepName name, StepWork work, StepClock clock)
            throws IOException, InterruptedException {
        OutputTail tail = new OutputTail(name, log);
        try {
            StoredLayer stored = make(work, tail);
            StepRecord record = new StepRecord(stored.layer(), stored.tarSize(), clock.took());
            log.stepFinished(name, record.took(), record.layer().blob().size());
            return record;
        } catch (LostResult | NothingRecorded e) {
            // Not this step's fault; it begins again when what it stands on has been made, or is left out.
            throw e;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            String why = e instanceof BuildFailure ? String.valueOf(e.getMessage()) : Cause.of(e);
            log.stepFailed(name, why, tail.text());
            throw e;
        }
    }

    private static StoredLayer make(StepWork work, StepListener listener) throws IOException, InterruptedException {
        WrittenLayer written = work.make(listener);
        return work.store().admitLayer(written);
    }
}
