package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.text.SourceRange;

/**
 * A rule that is not kept.
 *
 * @param range the lines concerned
 * @param message one sentence without a full stop, with the names concerned
 */
public record LintWarning(LintRule rule, SourceRange range, String message) {}
