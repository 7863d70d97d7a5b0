package dev.drydock.solve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a stage.
 *
 * @param results on their way into the stores still, perhaps; null if there are none of steps
 * @param steps from the base image on, those of stages it started from included
 */
record StageOutcome(
        StageLayers layers,
        List<StepResult> steps,
        @Nullable StepPipeline results) {}
