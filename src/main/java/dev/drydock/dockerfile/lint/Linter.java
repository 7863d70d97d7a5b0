package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;

/**
 * Makes the build checks of BuildKit. All stages are checked, those the target does not need as well; ONBUILD triggers take
 * effect but are not checked themselves, for they are somebody else's or checked where they stand.
 */
public final class Linter {

    private Linter() {}

    /** Checks a file under the options it gives itself. */
    public static LintReport check(Dockerfile file, LintInputs inputs) {
        String options = file.directives().check();
        return check(file, inputs, options == null ? LintOptions.DEFAULT : LintOptions.parse(file.fileName(), options));
    }

    /** Checks a file under these options, whatever it says itself, but for the comments above single instructions. */
    public static LintReport check(Dockerfile file, LintInputs inputs, LintOptions options) {
        var sink = new LintSink(options);
        for (int line : file.blankLines()) {
            sink.warn(LintRule.NO_EMPTY_CONTINUATION, line, "A blank line stands within a continued instruction");
        }
        CasingChecks.check(file, sink);
        var words = new LintWords(file);
        var from = new FromChecks(file, inputs, words, sink);
        var states = new LintStates(file, inputs, from);
        for (var stage : file.stages()) {
            from.check(stage);
            var state = states.begin(stage, words);
            var checks = new StageChecks(state, from, words, inputs.ignored(), sink);
            for (var instruction : stage.instructions()) {
                instruction.accept(checks);
            }
        }
        DescriptionCheck.check(file, sink);
        return sink.report();
    }
}
