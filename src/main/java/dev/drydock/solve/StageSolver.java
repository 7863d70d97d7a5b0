package dev.drydock.solve;

import dev.drydock.concurrent.Tasks;
import dev.drydock.image.Layer;
import dev.drydock.image.Platform;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.RecordedStep;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import dev.drydock.plan.WorkdirStep;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.progress.LayerListener;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of one stage, one after the other. */
final class StageSolver implements StageBase.Visitor<StageOutcome, IOException, InterruptedException> {

    private final EarlierResults earlier;
    private final SolverTools tools;
    private final SolveOptions options;
    private final LayerShelf shelf;
    private final StageOutcomes stages;
    private final PlanInputs inputs;
    private final StepExecutor executor;
    private final BindMounts binds;
    private final BuildPlan.@Nullable Fallback fallback;

    /** @param earlier gets the results of its steps */
    StageSolver(
            BuildPlan plan,
            SolverTools tools,
            SolveOptions options,
            LayerShelf shelf,
            SharedHits hits,
            StageOutcomes stages,
            EarlierResults earlier) {
        this.earlier = earlier;
        this.tools = tools;
        this.options = options;
        this.shelf = shelf;
        this.stages = stages;
        this.inputs = new PlanInputs(plan, stages, shelf, tools.sources());
        this.executor = new StepExecutor(new StepCache(options.noCache(), tools, hits), shelf, tools.log());
        this.binds = new BindMounts(inputs, shelf, executor, tools.project());
        this.fallback = plan.fallback();
    }

    /**
     * Tells the others of the outcome as soon as they can go on with it, and returns when all of it is recorded.
     *
     * @param number of the stage in the plan
     * @param names of its steps but metadata, in their order
     * @param last whether this is the stage the image is made of
     */
    StageOutcome solve(StagePlan stage, int number, List<StepName> names, boolean last)
            throws IOException, InterruptedException {
        StageOutcome start = stage.origin().accept(this);
        try (StepPipeline recording = new StepPipeline(start.results())) {
            StageOutcome outcome;
            try (RunsAhead ahead = new RunsAhead(stage.steps())) {
                outcome = solve(stage, start, names, last, ahead, recording);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                throw Tasks.rethrown(recording.failure(e));
            }
            stages.succeed(number, outcome);
            recording.finish();
            return outcome;
        }
    }

    private StageOutcome solve(
            StagePlan stage,
            StageOutcome start,
            List<StepName> names,
            boolean last,
            RunsAhead ahead,
            StepPipeline recording)
            throws IOException, InterruptedException {
        StageLayers layers = start.layers();
        List<StepResult> results = new ArrayList<>(start.steps());
        LayerListener listener = last ? tools.layers() : LayerListener.NONE;
        if (last) {
            for (StepResult below : results) {
                tell(below.layer());
            }
        }
        Iterator<StepName> name = names.iterator();
        int runs = 0;
        for (Step step : stage.steps()) {
            runs += step instanceof RunStep ? 1 : 0;
        }
        for (Step step : stage.steps()) {
            runs -= step instanceof RunStep ? 1 : 0;
            if (!(step instanceof MetadataStep)) {
                ahead.turn();
            }
            StepResult result = step instanceof MetadataStep
                    ? StepResult.ofMetadata(step)
                    : result(
                            new StepScope(step, name.next(), fallback, listener),
                            new Work(layers, !last || runs > 0, stage, ahead),
                            recording);
            Layer made = result.layer();
            layers = made == null ? layers : layers.with(made, step.definition());
            results.add(result);
        }
        return new StageOutcome(layers, List.copyOf(results), recording);
    }

    private void tell(@Nullable Layer made) {
        if (made == null || tools.layers() == LayerListener.NONE) {
            return;
        }
        Optional<Path> file = shelf.file(made);
        if (file.isPresent()) {
            tools.layers().layer(made, file.get());
        }
    }

    @Override
    public StageOutcome visit(StageBase.Scratch scratch) {
        return new StageOutcome(StageLayers.EMPTY, List.of(), null);
    }

    @Override
    public StageOutcome visit(StageBase.Image image) {
        return new StageOutcome(StageLayers.of(image.image()), List.of(), null);
    }

    @Override
    public StageOutcome visit(StageBase.Stage stage) throws IOException, InterruptedException {
        return stages.await(stage.number());
    }

    private StepResult result(StepScope scope, Work work, StepPipeline recording) throws InterruptedException {
        StepResult result = earlier.find(work.below, scope.step());
        if (result == null) {
            result = located(scope, work, recording);
        } else if (scope.layers() != LayerListener.NONE) {
            tell(result.layer());
        }
        earlier.add(work.below, result);
        return result;
    }

    private StepResult located(StepScope scope, Work work, StepPipeline recording) throws InterruptedException {
        try {
            return executor.execute(scope, scope.step().accept(work), recording);
        } catch (IOException | RuntimeException e) {
            throw scope.failure(e);
        }
    }

    /**
     * Results of RUN are shared, and of other steps those without which the keys of steps further up could not be told, or
     * only by fetching what lies below. The last files of an image are brought here anyway by whoever builds it.
     */
    private final class Work implements Step.Visitor<StepWork> {

        private final StageLayers below;
        private final boolean restedOn;
        private final StagePlan stage;
        private final RunsAhead ahead;

        /** @param restedOn whether other steps stand on the result whose results are shared */
        Work(StageLayers below, boolean restedOn, StagePlan stage, RunsAhead ahead) {
            this.below = below;
            this.restedOn = restedOn;
            this.stage = stage;
            this.ahead = ahead;
        }

        @Override
        public StepWork visit(RunStep run) {
            return new RunWork(run, below, inputs, shelf, binds, tools, options, ahead);
        }

        @Override
        public StepWork visit(CopyStep copy) {
            boolean shared = restedOn && !copy.startsEmpty() || CopyWork.readsLayersOnly(copy);
            Store store = copy.machineWide() ? tools.machine() : tools.project();
            return new CopyWork(copy, below, shelf, inputs, store, options.compression(), options.fileTime(), shared);
        }

        @Override
        public StepWork visit(WorkdirStep workdir) {
            return new WorkdirWork(workdir, below, shelf, tools.project(), options, restedOn);
        }

        @Override
        public StepWork visit(RecordedStep recorded) {
            Platform platform = stage.config().platform();
            return new RecordedWork(recorded, below, platform, fallback, shelf, tools, options);
        }

        @Override
        public StepWork visit(MetadataStep metadata) {
            throw new IllegalArgumentException("no step to execute: " + metadata);
        }
    }
}
