package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.layer.LayerIndex;
import dev.drydock.solve.progress.LayerMeter;
import dev.drydock.store.StepRecord;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Results of other machines that one build has found, and the way of their layers to this one. */
final class SharedHits {

    private final SharedSteps steps;
    private final Store machine;
    private final LayerMeter pulls;
    private final Map<Digest, StepRecord> records = new ConcurrentHashMap<>();
    private final Map<Digest, Set<Digest>> keysOfBlobs = new ConcurrentHashMap<>();

    SharedHits(SharedSteps steps, Store machine, LayerMeter pulls) {
        this.steps = steps;
        this.machine = machine;
        this.pulls = pulls;
    }

    /** Those that an earlier plan has found, whose results this one may take over. */
    void add(SharedHits earlier) {
        records.putAll(earlier.records);
        keysOfBlobs.putAll(earlier.keysOfBlobs);
    }

    Optional<StepRecord> find(Digest key) throws InterruptedException {
        Optional<StepRecord> found = steps.find(key);
        if (found.isPresent()) {
            StepRecord record = found.get();
            records.put(key, record);
            keysOfBlobs
                    .computeIfAbsent(record.layer().blob().digest(), blob -> ConcurrentHashMap.newKeySet())
                    .add(key);
        }
        return found;
    }

    /** See {@link SharedSteps#isThere}; that of a layer not found among the results is an error. */
    boolean isThere(Layer layer) throws InterruptedException {
        return steps.isThere(layer.blob());
    }

    Optional<LayerIndex> index(Layer layer) throws InterruptedException {
        return steps.index(layer.diffId());
    }

    /** Tells others what is in a layer of a store. */
    void offerIndex(Store store, StoredLayer layer) {
        Optional<Path> file = store.indexFile(layer.layer().diffId());
        if (file.isPresent()) {
            steps.offerIndex(layer.layer().diffId(), file.get());
        }
    }

    /**
     * The layer of a result found, in the machine's store; from now on this machine knows the result by itself.
     *
     * @throws LostResult if it cannot be had, or does not unpack to what the result promised
     */
    StoredLayer get(Layer layer) throws InterruptedException {
        Digest blob = layer.blob().digest();
        try {
            if (machine.blob(layer.blob()).isEmpty()) {
                fetch(layer);
            }
            StoredLayer stored = machine.admitBlobAsLayer(layer);
            for (Digest key : keysOfBlobs.getOrDefault(blob, Set.of())) {
                StepRecord record = records.get(key);
                if (record != null) {
                    machine.recordStep(key, record);
                }
            }
            return stored;
        } catch (IOException | BuildFailure e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            throw new LostResult(blob, e);
        }
    }

    private void fetch(Layer layer) throws IOException, InterruptedException {
        Path temporary = machine.temporary().resolve("shared-" + UUID.randomUUID());
        pulls.enter(null);
        pulls.begin(null);
        try {
            steps.fetch(layer.blob(), temporary);
            machine.admit(temporary, layer.blob().digest());
            pulls.add(null, layer.blob().size());
        } finally {
            pulls.leave(null);
            Files.deleteIfExists(temporary);
        }
    }
}
