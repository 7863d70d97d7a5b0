package dev.drydock.report;

import dev.drydock.report.difference.Difference;
import org.jspecify.annotations.Nullable;

/**
 * How an image differs from another one.
 *
 * @param note sentence: which other one, or why there is none
 * @param difference null if the images were not compared
 */
public record Comparison(String note, @Nullable Difference difference) {}
