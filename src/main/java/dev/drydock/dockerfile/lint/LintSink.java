package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.text.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes warnings and keeps those the user wants. */
final class LintSink {

    private final LintOptions options;
    private final List<LintWarning> warnings = new ArrayList<>();

    LintSink(LintOptions options) {
        this.options = options;
    }

    /** A warning about an instruction, unless the file or a comment right above the instruction skips the rule. */
    void warn(LintRule rule, Instruction at, String message) {
        if (options.narrowedBy(at.statement()).wants(rule)) {
            warnings.add(new LintWarning(rule, at.range(), message));
        }
    }

    /** A warning about a line. */
    void warn(LintRule rule, int line, String message) {
        if (options.wants(rule)) {
            warnings.add(new LintWarning(rule, SourceRange.line(line), message));
        }
    }

    LintReport report() {
        warnings.sort(Comparator.comparingInt(warning -> warning.range().first()));
        return new LintReport(List.copyOf(warnings), options.error());
    }
}
