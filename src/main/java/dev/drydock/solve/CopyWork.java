package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.CopyOperation;
import dev.drydock.copy.LayeredTree;
import dev.drydock.image.Digest;
import dev.drydock.io.Compression;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.StepKeys;
import dev.drydock.snapshot.WrittenLayer;
import dev.drydock.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** COPY or ADD. */
final class CopyWork implements StepWork {

    private final Store store;
    private final CopyOperation operation;
    private final Digest content;
    private final Digest key;
    private final Compression compression;
    private final @Nullable Instant fileTime;

    private CopyWork(
            Store store,
            CopyOperation operation,
            Digest content,
            Digest key,
            Compression compression,
            @Nullable Instant fileTime) {
        this.store = store;
        this.operation = operation;
        this.content = content;
        this.key = key;
        this.compression = compression;
        this.fileTime = fileTime;
    }

    static CopyWork prepare(
            CopyStep step,
            Root below,
            LayerShelf shelf,
            CopyInputs inputs,
            Store store,
            Compression compression,
            @Nullable Instant fileTime)
            throws IOException, InterruptedException {
        LayeredTree destination = step.startsEmpty() ? LayeredTree.empty() : shelf.tree(below);
        CopyOperation operation = CopyOperation.prepare(step, destination, inputs);
        Digest content = operation.contentDigest();
        Digest key = StepKeys.copy(below.diffIds(), step, content, fileTime);
        return new CopyWork(store, operation, content, key, compression, fileTime);
    }

    /** Of what is copied, wherever it goes. */
    Digest contentDigest() {
        return content;
    }

    @Override
    public Digest key() {
        return key;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Compression compression() {
        return compression;
    }

    @Override
    public WrittenLayer make(Consumer<String> output) throws IOException, InterruptedException {
        return operation.write(store.temporary(), compression, fileTime);
    }
}
