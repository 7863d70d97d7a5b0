package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.BuildFailure.Blame;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.Step;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.progress.LayerListener;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A step of the plan in a build.
 *
 * @param fallback the plan to carry out instead if the step fails for a reason it names a cure for
 * @param layers told of the layer the step has
 */
record StepScope(Step step, StepName name, BuildPlan.@Nullable Fallback fallback, LayerListener layers) {

    void tell(StoredLayer layer) {
        if (layers != LayerListener.NONE) {
            layers.layer(layer.layer(), layer.file());
        }
    }

    /** The step has made a layer that is still being compressed. */
    void tellFiles(WrittenLayer tar) {
        if (layers != LayerListener.NONE) {
            layers.files(tar.layer(), tar.file());
        }
    }

    /** Failures of a step say which one; that of a stage it waited for says so already. */
    RuntimeException failure(Exception cause) {
        String where = step.source().location() + ": " + step.source().text();
        if (cause instanceof BuildFailure e) {
            boolean saysWhere = e.getMessage() != null
                    && e.getMessage().startsWith(step.source().file() + ":");
            BuildFailure told = saysWhere ? e : e.within(where);
            boolean replaceable = step instanceof RunStep run && run.cure() != null && e.blame() == Blame.BUILD;
            return replaceable && fallback != null ? new ReplaceableStepFailed(told, fallback) : told;
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            return BuildFailure.ofCause(where, cause);
        }
        return cause instanceof RuntimeException other ? other : new IllegalStateException(where, cause);
    }
}
