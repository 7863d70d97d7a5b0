package dev.drydock.store;

import dev.drydock.image.Layer;
import java.time.Duration;

/**
 * The result of a step.
 *
 * @param tarSize bytes of the layer's uncompressed tar
 * @param took how long the step ran when it last did
 */
public record StepRecord(Layer layer, long tarSize, Duration took) {}
