package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.CopyOperation;
import dev.drydock.copy.SourceTree;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.io.DigestingInput;
import dev.drydock.io.compress.Compression;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.RecordedStep;
import dev.drydock.plan.StepKeys;
import dev.drydock.solve.progress.StepListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file recorded with the layers below. Its key covers them, so that one recorded with others is never found; one that is
 * handed over has to be of the same layers.
 *
 * @param platform of the image
 * @param fallback of the plan
 */
record RecordedWork(
        RecordedStep step,
        StageLayers below,
        Platform platform,
        BuildPlan.@Nullable Fallback fallback,
        LayerShelf shelf,
        SolverTools tools,
        SolveOptions options)
        implements StepWork {

    @Override
    public Optional<Digest> shortcut() {
        return Optional.empty();
    }

    @Override
    public Digest key() {
        return StepKeys.recorded(below.identity(), step, platform.toString(), options.fileTime());
    }

    @Override
    public Store store() {
        return tools.machine();
    }

    @Override
    public Compression compression() {
        return options.compression();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public MadeLayer make(StepListener listener) throws IOException, InterruptedException {
        Recording recording = tools.recording();
        if (recording == null || !recording.platform().equals(platform)) {
            if (fallback == null) {
                throw new IllegalStateException("no plan for an image without " + step.path());
            }
            throw new NothingRecorded(fallback);
        }
        if (!recording.below().equals(below.diffIds())) {
            throw BuildFailure.ofBuild(
                    "what was recorded is for other layers than the image has now: something has changed since the"
                            + " container was started",
                    "Leave the application and its base image as they are between drydock:build and drydock:stop.");
        }
        listener.begins();
        int slash = step.path().lastIndexOf('/');
        String name = step.path().substring(slash + 1);
        var source = new CopyStep.Source.Download(name, null);
        CopyStep copy = CopyStep.of(step.source(), step.history(), List.of(source))
                .destination(slash == 0 ? "/" : step.path().substring(0, slash))
                .intoDirectory(true)
                .chmod("644")
                .build();
        var file = new CopyInputs.Download(
                recording.file(),
                name,
                Digest.ofSha256(DigestingInput.hash(recording.file(), Digest.newSha256())),
                null);
        return MadeLayer.complete(CopyOperation.prepare(copy, new OneFile(file))
                .write(shelf.tree(below), store().temporary(), options.compression(), options.fileTime()));
    }

    private record OneFile(Download file) implements CopyInputs {

        @Override
        public SourceTree tree(Input input) {
            throw new IllegalArgumentException("no input: " + input);
        }

        @Override
        public Download download(CopyStep.Source.Download source) {
            return file;
        }

        @Override
        public SourceTree repository(CopyStep.Source.Git source) {
            throw new IllegalArgumentException("no input: " + source);
        }
    }
}
