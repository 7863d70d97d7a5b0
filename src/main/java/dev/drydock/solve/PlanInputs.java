package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything the steps of a plan read: stages as they were solved, images as layers, and the sources outside. */
final class PlanInputs implements CopyInputs {

    private final Map<String, List<String>> taken;
    private final StageOutcomes stages;
    private final LayerShelf shelf;
    private final Sources sources;
    private final LayersOfInput ofInput = new LayersOfInput();

    /** @param plan whose steps read the inputs */
    PlanInputs(BuildPlan plan, StageOutcomes stages, LayerShelf shelf, Sources sources) {
        this.taken = taken(plan);
        this.stages = stages;
        this.shelf = shelf;
        this.sources = sources;
    }

    /** The layers of an input that is made of layers. Waits for a stage that is not solved yet. */
    StageLayers layers(Input input) throws IOException, InterruptedException {
        return input.accept(ofInput);
    }

    private final class LayersOfInput implements Input.Visitor<StageLayers, IOException, InterruptedException> {

        @Override
        public StageLayers visit(Input.Context context) {
            throw new IllegalArgumentException(context + " has no layers");
        }

        @Override
        public StageLayers visit(Input.Stage stage) throws IOException, InterruptedException {
            return stages.await(stage.number()).layers();
        }

        @Override
        public StageLayers visit(Input.Image image) {
            return StageLayers.of(image.image());
        }

        @Override
        public StageLayers visit(Input.Empty empty) {
            return StageLayers.EMPTY;
        }
    }

    private static Map<String, List<String>> taken(BuildPlan plan) {
        Map<String, List<String>> taken = new HashMap<>();
        for (StagePlan stage : plan.stages()) {
            for (Step step : stage.steps()) {
                for (Step.ContextPath path : step.contextPaths()) {
                    add(taken, path);
                }
            }
        }
        return taken;
    }

    private static void add(Map<String, List<String>> taken, Step.ContextPath path) {
        List<String> patterns = taken.get(path.context());
        if (patterns == null) {
            patterns = new ArrayList<>();
            taken.put(path.context(), patterns);
        }
        patterns.add(path.pattern());
    }

    @Override
    public List<String> taken(Input.Context context) {
        return taken.getOrDefault(context.name(), List.of());
    }

    @Override
    public SourceTree tree(Input input) throws IOException, InterruptedException {
        if (input instanceof Input.Context context) {
            return sources.context(context.name());
        }
        return shelf.tree(layers(input));
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
