package dev.drydock.solve;

import dev.drydock.copy.LayeredTree;
import dev.drydock.copy.WorkdirOperation;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.plan.StepKeys;
import dev.drydock.plan.WorkdirStep;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.Optional;

/** WORKDIR. */
record WorkdirWork(
        WorkdirStep step, StageLayers below, LayerShelf shelf, Store store, SolveOptions options, boolean isShared)
        implements StepWork {

    @Override
    public Optional<Digest> shortcut() {
        return Optional.empty();
    }

    @Override
    public Digest key() {
        return StepKeys.workdir(below.identity(), step, options.fileTime());
    }

    @Override
    public Compression compression() {
        return options.compression();
    }

    @Override
    public MadeLayer make(StepListener listener) throws IOException, InterruptedException {
        LayeredTree tree = shelf.tree(below);
        listener.begins();
        return MadeLayer.complete(WorkdirOperation.prepare(step, tree)
                .write(store.temporary(), options.compression(), options.fileTime()));
    }
}
