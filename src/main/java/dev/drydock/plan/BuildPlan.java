package dev.drydock.plan;

import java.util.List;

/**
 * All that has to be done for one image of one platform. Only stages the target needs, each after those it depends on;
 * stage numbers in origins and inputs are positions in this list.
 *
 * @param target position of the stage that becomes the image
 */
public record BuildPlan(List<StagePlan> stages, int target) {

    public StagePlan targetStage() {
        return stages.get(target);
    }
}
