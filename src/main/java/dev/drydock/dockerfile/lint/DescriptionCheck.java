package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import java.util.List;

/** The comment above ARG and above a named FROM describes it: {@code # name what it is for}. */
final class DescriptionCheck {

    private DescriptionCheck() {}

    static void check(Dockerfile file, LintSink sink) {
        for (var instruction : file.instructions()) {
            if (instruction instanceof Instruction.Arg arg) {
                check(
                        arg,
                        arg.declarations().stream()
                                .map(Instruction.Arg.Declaration::name)
                                .toList(),
                        sink);
            } else if (instruction instanceof Instruction.From from && from.name() != null) {
                check(from, List.of(from.name().value()), sink);
            }
        }
    }

    private static void check(Instruction at, List<String> names, LintSink sink) {
        var comments = at.statement().comments();
        if (comments.isEmpty()) {
            return;
        }
        String last = comments.get(comments.size() - 1);
        int blank = last.indexOf(' ');
        if (!names.contains(blank < 0 ? last : last.substring(0, blank))) {
            String name = names.size() == 1 ? names.get(0) : "NAME";
            sink.warn(
                    LintRule.INVALID_DEFINITION_DESCRIPTION,
                    at,
                    "The comment above should read \"# " + name
                            + " description\", or stand apart by a line with only #");
        }
    }
}
