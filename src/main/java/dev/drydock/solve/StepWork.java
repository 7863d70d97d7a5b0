package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.io.Compression;
import dev.drydock.snapshot.WrittenLayer;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.function.Consumer;

/** A step that has not been executed and may never be: its key is known, nothing was fetched or unpacked for it. */
interface StepWork {

    Digest key();

    /** Where its result belongs. */
    Store store();

    /** Of the layer it makes. Not part of the key: see {@link Recompression}. */
    Compression compression();

    /**
     * Executes it.
     *
     * @param output told what a process prints
     * @return a temporary file in the store's own temporary directory, given away
     */
    WrittenLayer make(Consumer<String> output) throws IOException, InterruptedException;
}
