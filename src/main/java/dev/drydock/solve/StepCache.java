package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.io.NamedLock;
import dev.drydock.solve.progress.StepClock;
import dev.drydock.store.StepRecord;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks a step up and has it executed if nobody did. Builds that come to one step at the same time, in this process or in
 * others, execute it once: the first holds the lock of its key, the others find its result when they get it. A result unknown on
 * this machine may have been shared by another.
 */
final class StepCache {

    private final boolean ignored;
    private final SolverTools tools;
    private final SharedHits hits;

    /** @param ignored never find anything; what is made is stored all the same */
    StepCache(boolean ignored, SolverTools tools, SharedHits hits) {
        this.ignored = ignored;
        this.tools = tools;
        this.hits = hits;
    }

    /**
     * The knowledge about a step. Whoever finds no result has to make one, holds the step's lock, and lets go of it by closing this.
     *
     * @param result null if nobody knows it
     * @param keys to record it under
     */
    record Entry(
            @Nullable StepRecord result,
            List<Digest> keys,
            @Nullable NamedLock lock) implements Closeable {

        private static Entry of(StepRecord result) {
            return new Entry(result, List.of(), null);
        }

        @Override
        public void close() throws IOException {
            if (lock != null) {
                lock.close();
            }
        }
    }

    private record Known(StepRecord record, Store store) {}

    Entry get(StepWork work) throws IOException, InterruptedException {
        List<Digest> keys = new ArrayList<>();
        Optional<Digest> shortcut = work.shortcut();
        if (shortcut.isPresent()) {
            keys.add(shortcut.get());
            Optional<Known> known = local(work, shortcut.get());
            if (known.isPresent()) {
                return found(work, keys, known.get());
            }
            Optional<StepRecord> hit = elsewhere(work, shortcut.get());
            if (hit.isPresent()) {
                return Entry.of(hit.get());
            }
        }
        Digest key = work.key();
        keys.add(0, key);
        Optional<Known> known = local(work, key);
        if (known.isEmpty()) {
            NamedLock lock = lock(work.store(), key);
            boolean wanted = false;
            try {
                known = local(work, key);
                if (known.isEmpty()) {
                    Optional<StepRecord> hit = elsewhere(work, key);
                    wanted = hit.isEmpty();
                    return wanted ? new Entry(null, List.copyOf(keys), lock) : Entry.of(hit.get());
                }
            } finally {
                if (!wanted) {
                    lock.close();
                }
            }
        }
        if (shortcut.isPresent()) {
            known.get().store.recordStep(shortcut.get(), known.get().record);
        }
        return found(work, keys, known.get());
    }

    /** Whoever holds it executes the same step, perhaps in another build. */
    private static NamedLock lock(Store store, Digest key) throws IOException, InterruptedException {
        StepClock.pause();
        try {
            return store.lock(key);
        } finally {
            StepClock.resume();
        }
    }

    private Entry found(StepWork work, List<Digest> keys, Known known) throws InterruptedException {
        offer(work, keys, known);
        return Entry.of(known.record);
    }

    /** From now on the result is known, here and to others. */
    void record(StepWork work, Entry entry, StepRecord result) throws InterruptedException {
        for (Digest key : entry.keys()) {
            work.store().recordStep(key, result);
        }
        offer(work, entry.keys(), new Known(result, work.store()));
    }

    private void offer(StepWork work, List<Digest> keys, Known known) throws InterruptedException {
        Optional<StoredLayer> stored = work.isShared() ? known.store.layer(known.record.layer()) : Optional.empty();
        if (stored.isPresent()) {
            tools.shared().offer(keys, known.record, stored.get().file());
        }
    }

    /** This machine's knowledge: the store the result belongs to, or that of the machine, where results of others come to. */
    private Optional<Known> local(StepWork work, Digest key) throws IOException {
        if (ignored) {
            return Optional.empty();
        }
        Store own = work.store();
        for (Store store : own == tools.machine() ? List.of(own) : List.of(own, tools.machine())) {
            Optional<StepRecord> record = store.step(key);
            if (record.isPresent()) {
                boolean other = Recompression.isNeeded(record.get(), work.compression());
                Optional<StepRecord> wanted =
                        other ? Recompression.convert(record.get(), store, key, work.compression()) : record;
                return wanted.isPresent() ? Optional.of(new Known(wanted.get(), store)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<StepRecord> elsewhere(StepWork work, Digest key) throws IOException, InterruptedException {
        if (ignored || !work.isShared() || tools.shared() == SharedSteps.NONE) {
            return Optional.empty();
        }
        StepClock.pause();
        try (var asking = tools.log().ongoing("asking other machines' results")) {
            Optional<StepRecord> hit = hits.find(key);
            if (hit.isPresent() && Recompression.isNeeded(hit.get(), work.compression())) {
                hits.get(hit.get().layer());
                return local(work, key).map(Known::record);
            }
            return hit;
        } finally {
            StepClock.resume();
        }
    }
}
