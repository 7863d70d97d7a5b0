package dev.drydock.run;

import dev.drydock.layer.WrittenLayer;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param exitCode 128 + n for a death by signal n
 * @param layer what changed, if that was asked for and the exit code is 0 or the one that was allowed besides
 */
public record RunResult(int exitCode, @Nullable WrittenLayer layer) {}
