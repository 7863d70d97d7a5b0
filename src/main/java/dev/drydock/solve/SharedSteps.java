package dev.drydock.solve;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.layer.LayerIndex;
import dev.drydock.store.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Results of steps that other machines have made, and may be told of. Nothing that goes wrong here fails a build: the user
 * is warned and the step executed. Used by several threads.
 */
public interface SharedSteps {

    /** There are none. */
    SharedSteps NONE = new SharedSteps() {
        @Override
        public Optional<StepRecord> find(Digest key) {
            return Optional.empty();
        }

        @Override
        public void fetch(Descriptor blob, Path file) throws IOException {
            throw new IOException(blob.digest() + " is not shared");
        }

        @Override
        public boolean reject(Digest blob, String why) {
            return false;
        }

        @Override
        public void offer(List<Digest> keys, StepRecord record, Path file) {}

        @Override
        public boolean isThere(Descriptor blob) {
            return false;
        }

        @Override
        public Optional<LayerIndex> index(Digest diffId) {
            return Optional.empty();
        }

        @Override
        public void offerIndex(Digest diffId, Path file) {}
    };

    /** The result of the step with this key. Its layer stays where it is until it is fetched. */
    Optional<StepRecord> find(Digest key) throws InterruptedException;

    /**
     * Writes the blob of a layer found before to a file that does not exist yet, verified against its digest.
     *
     * @throws IOException if it is not to be had, or not with these bytes
     */
    void fetch(Descriptor blob, Path file) throws IOException, InterruptedException;

    /**
     * A layer found before turned out to be of no use: no result with this blob is found from now on.
     *
     * @return whether that is new
     */
    boolean reject(Digest blob, String why);

    /**
     * Others may have this result; returns at once.
     *
     * @param keys any of which others may ask for
     * @param file the layer's, not changed until the build ends
     */
    void offer(List<Digest> keys, StepRecord record, Path file) throws InterruptedException;

    /** Whether the blob of a layer found before is there and could be fetched; looks, and fetches nothing. */
    boolean isThere(Descriptor blob) throws InterruptedException;

    /** The index of a layer, without the layer. */
    Optional<LayerIndex> index(Digest diffId) throws InterruptedException;

    /**
     * Others may have this index; returns at once.
     *
     * @param file not changed until the build ends
     */
    void offerIndex(Digest diffId, Path file);
}
