package dev.drydock.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that has to be done for one image of one platform. Only stages the target needs, each after those it depends on;
 * stage numbers in origins and inputs are positions in this list.
 *
 * @param target position of the stage that becomes the image
 * @param sourceDateEpoch the image's time, if the Dockerfile or a build argument SOURCE_DATE_EPOCH sets it; otherwise null
 * @param label what the log puts before the names of stages, such as the platform where a build makes several images; "" for
 *     nothing
 * @param warnings of what the plan leaves out that the user asked for, each with its place if it has one; the image is made
 *     without it
 * @param fallback what to do instead if a step with a {@link RunStep#cure} fails; null to fail
 */
public record BuildPlan(
        List<StagePlan> stages,
        int target,
        @Nullable Instant sourceDateEpoch,
        String label,
        List<String> warnings,
        @Nullable Fallback fallback) {

    /** @param said of the image it makes, a sentence */
    public record Fallback(BuildPlan plan, String said) {}

    public BuildPlan {
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /** A plan of the only image of a build. */
    public BuildPlan(List<StagePlan> stages, int target, @Nullable Instant sourceDateEpoch) {
        this(stages, target, sourceDateEpoch, "", List.of(), null);
    }

    /** A plan that leaves the image's time to whoever executes it. */
    public BuildPlan(List<StagePlan> stages, int target) {
        this(stages, target, null);
    }

    public BuildPlan withLabel(String newLabel) {
        Fallback labelled = fallback == null ? null : new Fallback(fallback.plan.withLabel(newLabel), fallback.said);
        return new BuildPlan(stages, target, sourceDateEpoch, newLabel, warnings, labelled);
    }

    /** The same with other stages in their places. */
    public BuildPlan withStages(List<StagePlan> newStages) {
        return new BuildPlan(newStages, target, sourceDateEpoch, label, warnings, fallback);
    }

    public BuildPlan withFallback(Fallback newFallback) {
        return new BuildPlan(stages, target, sourceDateEpoch, label, warnings, newFallback);
    }

    public StagePlan targetStage() {
        return stages.get(target);
    }
}
