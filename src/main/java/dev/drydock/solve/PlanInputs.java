package dev.drydock.solve;

import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.Mount;
import dev.drydock.plan.RunStep;
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

    /** @param plan whose steps read the inputs */
    PlanInputs(BuildPlan plan, StageOutcomes stages, LayerShelf shelf, Sources sources) {
        this.taken = taken(plan);
        this.stages = stages;
        this.shelf = shelf;
        this.sources = sources;
    }

    /** The layers of an input that is made of layers. Waits for a stage that is not solved yet. */
    StageLayers root(Input input) throws IOException, InterruptedException {
        if (input instanceof Input.Stage stage) {
            return stages.await(stage.number()).root();
        }
        if (input instanceof Input.Image image) {
            return StageLayers.of(image.image());
        }
        if (input instanceof Input.Empty) {
            return StageLayers.EMPTY;
        }
        throw new IllegalArgumentException(input + " has no layers");
    }

    private static Map<String, List<String>> taken(BuildPlan plan) {
        Map<String, List<String>> taken = new HashMap<>();
        for (StagePlan stage : plan.stages()) {
            for (Step step : stage.steps()) {
                if (step instanceof CopyStep copy) {
                    for (CopyStep.Source source : copy.sources()) {
                        if (source instanceof CopyStep.Source.Files files
                                && files.from() instanceof Input.Context context) {
                            add(taken, context, files.pattern());
                        }
                    }
                } else if (step instanceof RunStep run) {
                    for (Mount mount : run.mounts()) {
                        if (mount instanceof Mount.Bind bind && bind.from() instanceof Input.Context context) {
                            add(taken, context, bind.source());
                        }
                    }
                }
            }
        }
        return taken;
    }

    private static void add(Map<String, List<String>> taken, Input.Context context, String pattern) {
        List<String> patterns = taken.get(context.name());
        if (patterns == null) {
            patterns = new ArrayList<>();
            taken.put(context.name(), patterns);
        }
        patterns.add(pattern);
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
