package dev.drydock.solve;

import dev.drydock.io.NamedLock;
import dev.drydock.store.StepRecord;
import java.io.IOException;
import java.util.Optional;

/**
 * Looks a step up and has it executed if nobody did. Builds that come to one step at the same time, in this process or in
 * others, execute it once: the first holds the lock of its key, the others find its result when they get it.
 */
final class StepCache {

    private final boolean ignored;

    /** @param ignored never find anything; what is made is stored all the same */
    StepCache(boolean ignored) {
        this.ignored = ignored;
    }

    /** @param cached whether it was found, not made */
    record Entry(StepRecord record, boolean cached) {}

    /** Executes a step and stores the result. */
    interface Maker {
        StepRecord make() throws IOException, InterruptedException;
    }

    Entry get(StepWork work, Maker maker) throws IOException, InterruptedException {
        Optional<StepRecord> known = find(work);
        if (known.isPresent()) {
            return new Entry(known.get(), true);
        }
        try (NamedLock lock = work.store().lock(work.key())) {
            known = find(work);
            return known.isPresent() ? new Entry(known.get(), true) : new Entry(maker.make(), false);
        }
    }

    private Optional<StepRecord> find(StepWork work) throws IOException {
        Optional<StepRecord> known = ignored ? Optional.empty() : work.store().step(work.key());
        return known.isPresent() && Recompression.isNeeded(known.get(), work.compression())
                ? Recompression.convert(known.get(), work)
                : known;
    }
}
