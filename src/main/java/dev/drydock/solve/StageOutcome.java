package dev.drydock.solve;

import java.util.ArrayList;
import java.util.List;

/** What a stage has come to so far. @param steps from the base image on, those of stages it started from included */
record StageOutcome(Root root, List<StepResult> steps) {

    StageOutcome with(StepResult result) {
        List<StepResult> all = new ArrayList<>(steps);
        all.add(result);
        return new StageOutcome(result.layer() == null ? root : root.with(result.layer()), List.copyOf(all));
    }
}
