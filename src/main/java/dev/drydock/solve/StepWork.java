package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.Optional;

/** A step that has not been executed and may never be: nothing was fetched or unpacked for it. */
interface StepWork {

    /** A key that can be told without a look into layers, of a step whose own cannot; empty for others. */
    Optional<Digest> shortcut() throws IOException, InterruptedException;

    /** May take long, and fetch layers: of what the step reads besides the root it stands on. */
    Digest key() throws IOException, InterruptedException;

    /** Where its result belongs. */
    Store store();

    /** Compression of the layer it makes. Not part of the key: see {@link Recompression}. */
    Compression compression();

    /** Whether its result is worth sharing with other machines. */
    boolean isShared();

    /**
     * Executes it.
     *
     * @return with temporary files in the store's own temporary directory, given away
     */
    MadeLayer make(StepListener listener) throws IOException, InterruptedException;
}
