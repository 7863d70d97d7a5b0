package dev.drydock.solve;

import dev.drydock.concurrent.Tasks;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.StagePlan;
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
 * <p>A step that fails leaves no record; everything before it does. When {@link #solve} returns, in whatever way, no thread
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
            } finally {
                earlier = results.forNext();
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
        LayerShelf shelf = new LayerShelf(tools, hits, pulls, options.leaveLayers());
        StageOutcomes outcomes = new StageOutcomes(plan.stages().size());
        StageSolver solver = new StageSolver(plan, tools, options, shelf, hits, outcomes, results);
        List<Callable<StageOutcome>> stages = new ArrayList<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            int number = i;
            stages.add(() -> solve(solver, plan, number, outcomes));
        }
        List<StageOutcome> all = Tasks.run("stage", width(), stages);
        return image(plan.targetStage(), all.get(plan.target()), shelf, each(all));
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
            StageOutcome outcome = solver.solve(stage, StepNames.of(plan, stage), number == plan.target());
            outcomes.succeed(number, outcome);
            return outcome;
        } catch (Exception | Error e) {
            outcomes.fail(number, e);
            throw e;
        }
    }

    private SolvedImage image(StagePlan stage, StageOutcome outcome, LayerShelf shelf, List<StepResult> all)
            throws IOException, InterruptedException {
        List<HistoryEntry> entries = new ArrayList<>();
        for (StepResult result : outcome.steps()) {
            entries.add(result.step().history());
        }
        List<Layer> layers = new ArrayList<>();
        for (StageLayers.StageLayer each : outcome.layers().layers()) {
            layers.add(each.layer());
        }
        String created = options.created().toString();
        ImageConfig config = stage.config()
                .withHistoryForEachLayer(created)
                .withDiffIds(outcome.layers().diffIds())
                .withHistoryAppended(entries, created)
                .withCreated(created);
        BaseImage base = outcome.layers().base();
        return new SolvedImage(
                config,
                List.copyOf(layers),
                options.leaveLayers() ? shelf.blobsAtHand(outcome.layers()) : shelf.blobs(outcome.layers()),
                outcome.steps(),
                base,
                all,
                () -> shelf.treeAtHand(outcome.layers()));
    }
}
