package dev.drydock.solve;

import dev.drydock.plan.BuildPlan;
import dev.drydock.startup.StartUp;

/** A step needs a recording and there is none; the plan has a {@link BuildPlan#fallback} for that. */
@StartUp
public final class NothingRecorded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient BuildPlan.Fallback fallback;

    NothingRecorded(BuildPlan.Fallback fallback) {
        super("nothing is recorded for these layers");
        this.fallback = fallback;
    }

    /** The work to do instead. */
    public BuildPlan.Fallback fallback() {
        return fallback;
    }
}
