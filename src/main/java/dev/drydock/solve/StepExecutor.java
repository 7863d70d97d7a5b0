package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.plan.Step;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.snapshot.WrittenLayer;
import dev.drydock.store.StepRecord;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Gets a step's result, from the stores or by executing it, and tells the log. */
final class StepExecutor {

    private final StepCache cache;
    private final BuildLog log;

    StepExecutor(StepCache cache, BuildLog log) {
        this.cache = cache;
        this.log = log;
    }

    StepResult execute(Step step, StepName name, StepWork work) throws IOException, InterruptedException {
        StepCache.Entry entry = cache.get(work, () -> makeAloud(name, work));
        if (entry.cached()) {
            log.stepCached(name);
        }
        StepRecord record = entry.record();
        return new StepResult(step, record.layer(), record.tarSize(), entry.cached(), record.took());
    }

    /** The result of something the user did not write as a step, such as the copy a mount shows. */
    StepRecord quietly(StepWork work) throws IOException, InterruptedException {
        return cache.get(work, () -> make(work, line -> {})).record();
    }

    private StepRecord makeAloud(StepName name, StepWork work) throws IOException, InterruptedException {
        OutputTail tail = new OutputTail(name, log);
        log.stepStarted(name);
        try {
            StepRecord record = make(work, tail);
            log.stepFinished(name, record.took(), record.layer().blob().size());
            return record;
        } catch (LostResult e) {
            // Not this step's fault; it begins again when what it stands on has been made.
            throw e;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            String why = e instanceof BuildFailure ? String.valueOf(e.getMessage()) : Cause.of(e);
            log.stepFailed(name, why, tail.text());
            throw e;
        }
    }

    private static StepRecord make(StepWork work, Consumer<String> output) throws IOException, InterruptedException {
        long start = System.nanoTime();
        WrittenLayer written = work.make(output);
        StoredLayer stored = work.store().admitLayer(written);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new StepRecord(stored.layer(), stored.tarSize(), took);
    }
}
