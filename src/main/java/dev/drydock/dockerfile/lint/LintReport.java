package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings of the checks.
 *
 * @param warnings by line
 * @param error the user wants the build to fail if there is any
 */
public record LintReport(List<LintWarning> warnings, boolean error) {

    /** Fails if there are warnings and the user wants to fail then. BuildKit does so after all else went well. */
    public void enforce(Dockerfile file) {
        if (error && !warnings.isEmpty()) {
            var first = warnings.get(0);
            String rules =
                    warnings.stream().map(one -> one.rule().id()).distinct().collect(Collectors.joining(", "));
            throw file.failure(
                    first.range(),
                    first.message() + " (" + first.rule().id() + ")",
                    "The file asks to fail on warnings, and there are some of " + rules
                            + ". Repair them, or skip rules with # check=skip="
                            + first.rule().id() + " at the top.");
        }
    }
}
