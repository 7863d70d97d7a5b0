package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.BuildPlan;
import dev.drydock.startup.StartUp;

/** A step has failed, and the plan has a {@link BuildPlan#fallback} for that. */
@StartUp
public final class ReplaceableStepFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient BuildFailure failure;
    private final transient BuildPlan.Fallback fallback;

    ReplaceableStepFailed(BuildFailure failure, BuildPlan.Fallback fallback) {
        super(failure);
        this.failure = failure;
        this.fallback = fallback;
    }

    /** The message for the user. */
    public BuildFailure failure() {
        return failure;
    }

    /** The work to do instead. */
    public BuildPlan.Fallback fallback() {
        return fallback;
    }
}
