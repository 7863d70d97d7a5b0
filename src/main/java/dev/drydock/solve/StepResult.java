package dev.drydock.solve;

import dev.drydock.image.Layer;
import dev.drydock.plan.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a step.
 *
 * @param layer null for metadata
 * @param cached whether a stored result was used
 * @param took how long it ran when it was executed, in this build or in the one that stored the result
 */
public record StepResult(Step step, @Nullable Layer layer, boolean cached, Duration took) {

    StepResult withLayer(Layer other) {
        return new StepResult(step, other, cached, took);
    }

    static StepResult ofMetadata(Step step) {
        return new StepResult(step, null, true, Duration.ZERO);
    }
}
