package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.Mount;
import dev.drydock.plan.Origin;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import dev.drydock.plan.StepKeys;
import dev.drydock.plan.WorkdirStep;
import dev.drydock.progress.BuildLog.StepName;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Carries out the steps of one stage, one after the other. */
final class StageSolver {

    private final Tools tools;
    private final SolveOptions options;
    private final LayerShelf shelf;
    private final StageOutcomes stages;
    private final PlanInputs inputs;
    private final StepExecutor executor;
    private final Binds binds;

    StageSolver(Tools tools, SolveOptions options, LayerShelf shelf, StageOutcomes stages) {
        this.tools = tools;
        this.options = options;
        this.shelf = shelf;
        this.stages = stages;
        this.inputs = new PlanInputs(stages, shelf, tools.sources());
        this.executor = new StepExecutor(new StepCache(options.noCache()), tools.log());
        this.binds = new Binds(inputs, shelf, executor, tools.project());
    }

    /** @param names of its steps but metadata, in their order */
    StageOutcome solve(StagePlan stage, List<StepName> names) throws IOException, InterruptedException {
        StageOutcome outcome = start(stage.origin());
        Iterator<StepName> name = names.iterator();
        for (Step step : stage.steps()) {
            if (step instanceof MetadataStep) {
                outcome = outcome.with(StepResult.ofMetadata(step));
            } else {
                outcome = outcome.with(located(step, name.next(), outcome.root()));
            }
        }
        return outcome;
    }

    private StageOutcome start(Origin origin) throws IOException, InterruptedException {
        if (origin instanceof Origin.Stage stage) {
            return stages.await(stage.number());
        }
        return new StageOutcome(origin instanceof Origin.Image image ? Root.of(image.image()) : Root.EMPTY, List.of());
    }

    /** Failures of a step say which one. */
    private StepResult located(Step step, StepName name, Root below) throws InterruptedException {
        String where = step.source().location() + ": " + step.source().text();
        try {
            return executor.execute(step, name, work(step, below));
        } catch (BuildFailure e) {
            boolean saysWhere = e.getMessage() != null
                    && e.getMessage().startsWith(step.source().location());
            throw saysWhere ? e : e.within(where);
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(where + ": " + e, null, e);
        }
    }

    private StepWork work(Step step, Root below) throws IOException, InterruptedException {
        if (step instanceof RunStep run) {
            Map<Mount.Bind, Digest> shown = new HashMap<>();
            for (Mount mount : run.mounts()) {
                if (mount instanceof Mount.Bind bind) {
                    shown.put(bind, binds.digest(run, bind));
                }
            }
            Digest key = StepKeys.run(below.diffIds(), run, shown::get);
            return new RunWork(run, key, below, inputs, shelf, binds, tools, options);
        }
        if (step instanceof CopyStep copy) {
            return CopyWork.prepare(
                    copy, below, shelf, inputs, tools.project(), options.compression(), options.fileTime());
        }
        if (step instanceof WorkdirStep workdir) {
            return new WorkdirWork(workdir, below, shelf, tools.project(), options);
        }
        throw new IllegalArgumentException("no step to execute: " + step);
    }
}
