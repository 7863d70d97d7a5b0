package dev.drydock.dockerfile;

import dev.drydock.dockerfile.lint.LintOptions;
import org.jspecify.annotations.Nullable;

/**
 * The {@code # name=value} lines at the very top of a Dockerfile.
 *
 * @param syntax the frontend image asked for; null if none. Drydock reads the language itself whatever is named here.
 * @param escape {@code \} or {@code `}
 * @param check options of the build checks as written, see {@link LintOptions}; null if none
 */
public record Directives(
        @Nullable String syntax, char escape, @Nullable String check) {}
