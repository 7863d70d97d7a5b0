package dev.drydock.solve;

import dev.drydock.image.Layer;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.LayerListener;
import dev.drydock.solve.progress.OutputTail;
import dev.drydock.solve.progress.StepClock;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.StepRecord;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets a step's result, from the stores or by executing it, and tells the log. */
final class StepExecutor {

    private final StepCache cache;
    private final LayerShelf shelf;
    private final BuildLog log;

    StepExecutor(StepCache cache, LayerShelf shelf, BuildLog log) {
        this.cache = cache;
        this.shelf = shelf;
        this.log = log;
    }

    /** @param results takes what is made, to be recorded in its time */
    StepResult execute(StepScope scope, StepWork work, StepPipeline results) throws IOException, InterruptedException {
        StepClock clock = StepClock.start();
        try {
            StepCache.Entry entry = cache.get(work);
            StepRecord known = entry.result();
            return known == null ? make(scope, work, entry, clock, results) : cached(scope, known);
        } finally {
            StepClock.end();
        }
    }

    private StepResult cached(StepScope scope, StepRecord known) {
        log.stepCached(scope.name());
        if (scope.layers() != LayerListener.NONE) {
            Optional<StoredLayer> stored = shelf.stored(known.layer());
            if (stored.isPresent()) {
                scope.tell(stored.get());
            }
        }
        return new StepResult(scope.step(), known.layer(), true, known.took());
    }

    private StepResult make(
            StepScope scope, StepWork work, StepCache.Entry entry, StepClock clock, StepPipeline results)
            throws IOException, InterruptedException {
        OutputTail tail = new OutputTail(scope.name(), log);
        MadeLayer made = null;
        boolean handedOver = false;
        try {
            made = work.make(tail);
            Made result = new Made(scope, work, entry, tail, made, clock.took());
            result.tellFiles();
            results.add(result);
            handedOver = true;
            return new StepResult(scope.step(), result.layer, false, result.took);
        } catch (LostResult | NothingRecorded e) {
            // Not this step's fault; it begins again when what it stands on has been made, or is left out.
            throw e;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            tail.failed(e);
            throw e;
        } finally {
            if (!handedOver) {
                entry.close();
                if (made != null) {
                    made.drop();
                }
            }
        }
    }

    /** The result of something the user did not write as a step, such as the copy a mount shows. */
    StepRecord quietly(StepWork work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (StepCache.Entry entry = cache.get(work)) {
            StepRecord known = entry.result();
            if (known != null) {
                return known;
            }
            StoredLayer stored =
                    work.store().admitLayer(work.make(StepListener.NONE).await());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            StepRecord record = new StepRecord(stored.layer(), stored.tarSize(), took);
            cache.record(work, entry, record);
            return record;
        }
    }

    /** A result that a step has made. One whose layer is complete is in the store; its result is not known yet. */
    private final class Made implements StepPipeline.Result {

        private final StepScope scope;
        private final StepWork work;
        private final StepCache.Entry entry;
        private final OutputTail tail;
        private final MadeLayer made;
        private final Duration took;
        private final @Nullable StoredLayer stored;
        private final Layer layer;
        private boolean told;

        /** @param took until the layer's files were known */
        Made(StepScope scope, StepWork work, StepCache.Entry entry, OutputTail tail, MadeLayer made, Duration took) {
            this.scope = scope;
            this.work = work;
            this.entry = entry;
            this.tail = tail;
            this.made = made;
            this.took = took;
            Store store = work.store();
            this.stored = made.isComplete() ? store.admitLayer(made.now()) : null;
            this.layer = stored != null ? stored.layer() : shelf.hold(made.now(), store);
        }

        /** To whom it is of use before it is compressed. */
        void tellFiles() {
            if (stored == null) {
                scope.tellFiles(made.now());
            }
        }

        @Override
        public boolean isComplete() {
            return stored != null;
        }

        @Override
        public void settle() throws IOException, InterruptedException {
            StoredLayer complete = stored != null ? stored : store();
            cache.record(work, entry, new StepRecord(complete.layer(), complete.tarSize(), took));
            entry.close();
            log.stepFinished(scope.name(), took, complete.layer().blob().size());
            scope.tell(complete);
        }

        private StoredLayer store() throws InterruptedException {
            StoredLayer complete = work.store().admitLayer(made.await());
            shelf.settle(made.now(), work.store(), complete);
            return complete;
        }

        @Override
        public RuntimeException failed(Exception cause) {
            told = true;
            tail.failed(cause);
            return scope.failure(cause);
        }

        @Override
        public void drop() throws IOException {
            if (!told) {
                tail.failed(new InterruptedException());
            }
            try (entry) {
                made.drop();
            }
        }
    }
}
