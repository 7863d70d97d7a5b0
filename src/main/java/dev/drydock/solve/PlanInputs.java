package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import java.io.IOException;

/** What the steps of a plan read: stages as they were solved, images as layers, and the sources outside. */
final class PlanInputs implements CopyInputs {

    private final StageOutcomes stages;
    private final LayerShelf shelf;
    private final Sources sources;

    PlanInputs(StageOutcomes stages, LayerShelf shelf, Sources sources) {
        this.stages = stages;
        this.shelf = shelf;
        this.sources = sources;
    }

    /** The layers of an input that is made of layers. Waits for a stage that is not solved yet. */
    Root root(Input input) throws IOException, InterruptedException {
        if (input instanceof Input.Stage stage) {
            return stages.await(stage.number()).root();
        }
        if (input instanceof Input.Image image) {
            return Root.of(image.image());
        }
        if (input instanceof Input.Empty) {
            return Root.EMPTY;
        }
        throw new IllegalArgumentException(input + " has no layers");
    }

    @Override
    public SourceTree tree(Input input) throws IOException, InterruptedException {
        if (input instanceof Input.Context context) {
            return sources.context(context.name());
        }
        return shelf.tree(root(input));
    }

    @Override
    public Download download(CopyStep.Source.Download source) throws IOException, InterruptedException {
        return sources.download(source);
    }

    @Override
    public SourceTree repository(CopyStep.Source.Git source) throws IOException, InterruptedException {
        return sources.repository(source);
    }
}
