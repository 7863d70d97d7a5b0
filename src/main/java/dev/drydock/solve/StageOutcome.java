package dev.drydock.solve;

import java.util.List;

/**
 * The outcome of a stage.
 *
 * @param steps from the base image on, those of stages it started from included
 */
record StageOutcome(StageLayers layers, List<StepResult> steps) {}
