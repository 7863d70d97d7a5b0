package dev.drydock.solve;

import dev.drydock.concurrent.Tasks;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StagePlan;
import dev.drydock.solve.progress.LayerMeter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan. Stages run side by side as far as they do not wait for each other; within a stage each step is looked
 * up by its key and executed only if no store knows its result. Nothing is fetched before something needs its bytes or its
 * index: a stage whose steps are all known costs no transfer and no unpacking.
 *
 * <p>A step begins when what the one below it made is known, perhaps before that is stored: see {@link StepPipeline}. A RUN on a RUN is begun
 * earlier still: see {@link RunsAhead}. A step
 * that fails leaves no record; everything before it does. When {@link #solve} returns, in whatever way, no thread
 * and no process of the build is left.
 */
public final class Solver {

    private final SolverTools tools;
    private final SolveOptions options;
    private EarlierResults earlier = EarlierResults.none();
    private @Nullable SharedHits earlierHits;

    public Solver(SolverTools tools, SolveOptions options) {
        this.tools = tools;
        this.options = options;
    }

    /**
     * One plan after the other; one that comes after another that has failed takes its place.
     *
     * @throws dev.drydock.failure.BuildFailure naming the step that failed first
     * @throws InterruptedException if interrupted; running steps are killed
     */
    public SolvedImage solve(BuildPlan plan) throws IOException, InterruptedException {
        EarlierResults results = earlier;
        while (true) {
            try {
                return solveOnce(plan, results);
            } catch (LostResult e) {
                // The results that rest on it cannot be told apart from the rest; what was made meanwhile is in the
                // stores.
                if (!tools.shared().reject(e.blob(), String.valueOf(e.getMessage()))) {
                    throw BuildFailure.ofEnvironment(
                            "The layer " + e.blob() + " could not be fetched: " + e.getMessage(), null, e);
                }
                results = EarlierResults.none();
                earlier = results;
            }
        }
    }

    private SolvedImage solveOnce(BuildPlan plan, EarlierResults results) throws IOException, InterruptedException {
        LayerMeter pulls = LayerMeter.ofPulls(tools.log());
        SharedHits hits = new SharedHits(tools.shared(), tools.machine(), pulls);
        if (earlierHits != null) {
            hits.add(earlierHits);
        }
        earlierHits = hits;
        LayerShelf shelf = new LayerShelf(tools, hits, pulls, options.leaveLayers(), new RunBases(plan));
        StageOutcomes outcomes = new StageOutcomes(plan.stages().size());
        StageSolver solver = new StageSolver(plan, tools, options, shelf, hits, outcomes, results);
        List<Callable<StageOutcome>> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            int number = i;
            stages.add(() -> solve(solver, plan, number, outcomes));
        }
        List<StageOutcome> all;
        try {
            all = Tasks.run("stage", width(), stages);
        } finally {
            earlier = results.forNext(shelf);
        }
        StageOutcome target = all.get(plan.target());
        return image(
                plan.targetStage(),
                target.layers().with(shelf::settled),
                settled(target.steps(), shelf),
                shelf,
                settled(each(all), shelf));
    }

    /** Now that all layers are stored. */
    private static List<StepResult> settled(List<StepResult> steps, LayerShelf shelf) {
        List<StepResult> settled = new ArrayList<>();
        for (StepResult step : steps) {
            Layer made = step.layer();
            settled.add(made == null ? step : step.withLayer(shelf.settled(made)));
        }
        return List.copyOf(settled);
    }

    /** A stage that starts from another one has the very results of that one among its own. */
    private static List<StepResult> each(List<StageOutcome> stages) {
        Map<StepResult, Boolean> seen = new IdentityHashMap<>();
        List<StepResult> steps = new ArrayList<>();
        for (StageOutcome stage : stages) {
            for (StepResult step : stage.steps()) {
                if (seen.put(step, true) == null) {
                    steps.add(step);
                }
            }
        }
        return SolvedImage.withLayer(steps);
    }

    /**
     * Stages wait for others while they hold a thread. That cannot lock up, whatever the number of threads: they begin in
     * the plan's order, and the first of those not done waits for none.
     */
    private static int width() {
        return Math.max(4, Runtime.getRuntime().availableProcessors());
    }

    private static StageOutcome solve(StageSolver solver, BuildPlan plan, int number, StageOutcomes outcomes)
            throws Exception {
        StagePlan stage = plan.stages().get(number);
        try {
            return solver.solve(stage, number, StepNames.of(plan, stage), number == plan.target());
        } catch (Exception | Error e) {
            outcomes.fail(number, e);
            throw e;
        }
    }

    private SolvedImage image(
            StagePlan stage, StageLayers stack, List<StepResult> steps, LayerShelf shelf, List<StepResult> all)
            throws IOException, InterruptedException {
        List<HistoryEntry> entries = new ArrayList<>();
        for (StepResult result : steps) {
            entries.add(result.step().history());
        }
        List<Layer> layers = new ArrayList<>();
        for (StageLayers.StageLayer each : stack.layers()) {
            layers.add(each.layer());
        }
        String created = options.created().toString();
        ImageConfig config = stage.config()
                .withHistoryForEachLayer(created)
                .withDiffIds(stack.diffIds())
                .withHistoryAppended(entries, created)
                .withCreated(created);
        BaseImage base = stack.base();
        return new SolvedImage(
                config,
                List.copyOf(layers),
                options.leaveLayers() ? shelf.blobsAtHand(stack) : shelf.blobs(stack),
                steps,
                base,
                all,
                () -> shelf.treeAtHand(stack));
    }
}
