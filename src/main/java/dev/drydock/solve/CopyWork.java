package dev.drydock.solve;

import dev.drydock.copy.CopyOperation;
import dev.drydock.copy.LayeredTree;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.StepKeys;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** COPY or ADD. Not thread-safe. */
final class CopyWork implements StepWork {

    private final Store store;
    private final CopyStep step;
    private final StageLayers below;
    private final LayerShelf shelf;
    private final PlanInputs inputs;
    private final Compression compression;
    private final @Nullable Instant fileTime;
    private final boolean shared;
    private @Nullable CopyOperation operation;

    /** @param shared whether something else rests on it, so that others would miss it */
    CopyWork(
            CopyStep step,
            StageLayers below,
            LayerShelf shelf,
            PlanInputs inputs,
            Store store,
            Compression compression,
            @Nullable Instant fileTime,
            boolean shared) {
        this.step = step;
        this.below = below;
        this.shelf = shelf;
        this.inputs = inputs;
        this.store = store;
        this.compression = compression;
        this.fileTime = fileTime;
        this.shared = shared;
    }

    /** Whether files come from layers, which may not be on this machine, and nothing comes from where it may change. */
    static boolean readsLayersOnly(CopyStep step) {
        boolean some = false;
        for (CopyStep.Source source : step.sources()) {
            boolean layers = source instanceof CopyStep.Source.Files files && !(files.from() instanceof Input.Context);
            if (!layers && !(source instanceof CopyStep.Source.Inline)) {
                return false;
            }
            some |= layers;
        }
        return some;
    }

    /** Digest of what is copied, wherever it goes. */
    Digest contentDigest() throws IOException, InterruptedException {
        return operation().contentDigest();
    }

    private CopyOperation operation() throws IOException, InterruptedException {
        CopyOperation prepared = operation;
        if (prepared == null) {
            prepared = CopyOperation.prepare(step, inputs);
            operation = prepared;
        }
        return prepared;
    }

    @Override
    public Optional<Digest> shortcut() throws IOException, InterruptedException {
        if (!readsLayersOnly(step)) {
            return Optional.empty();
        }
        List<List<Digest>> from = new ArrayList<>();
        for (CopyStep.Source source : step.sources()) {
            if (source instanceof CopyStep.Source.Files files) {
                from.add(inputs.layers(files.from()).diffIds());
            }
        }
        return Optional.of(StepKeys.copyOfLayers(below.identity(), step, from, fileTime));
    }

    @Override
    public Digest key() throws IOException, InterruptedException {
        return StepKeys.copy(below.identity(), step, contentDigest(), fileTime);
    }

    @Override
    public boolean isShared() {
        return shared;
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
    public MadeLayer make(StepListener listener) throws IOException, InterruptedException {
        LayeredTree destination = step.startsEmpty() ? LayeredTree.empty() : shelf.tree(below);
        listener.begins();
        return MadeLayer.complete(operation().write(destination, store.temporary(), compression, fileTime));
    }
}
