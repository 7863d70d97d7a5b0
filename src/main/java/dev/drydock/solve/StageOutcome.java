package dev.drydock.solve;

import java.util.List;

/** What a stage has come to. @param steps from the base image on, those of stages it started from included */
record StageOutcome(Root root, List<StepResult> steps) {}
