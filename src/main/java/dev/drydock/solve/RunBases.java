package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;

/** The images that stages with a RUN start from, perhaps by way of other stages. */
record RunBases(BuildPlan plan) {

    /** Whether the layer is one of theirs. */
    boolean have(Digest diffId) {
        for (StagePlan stage : plan.stages()) {
            if (hasRun(stage) && isIn(stage.origin(), diffId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasRun(StagePlan stage) {
        for (Step step : stage.steps()) {
            if (step instanceof RunStep) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(StageBase origin, Digest diffId) {
        StageBase below = origin;
        while (below instanceof StageBase.Stage stage) {
            below = plan.stages().get(stage.number()).origin();
        }
        return below instanceof StageBase.Image base
                && base.image().config().diffIds().contains(diffId);
    }
}
