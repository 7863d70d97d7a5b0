package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The checks that need nothing but the names in the file: casing, and names of stages. */
final class CasingChecks {

    private static final Set<String> RESERVED = Set.of("scratch", "context");

    private CasingChecks() {}

    static void check(Dockerfile file, LintSink sink) {
        checkKeywords(file, sink);
        var names = new HashSet<String>();
        for (var stage : file.stages()) {
            var name = stage.from().name();
            if (name != null) {
                checkName(stage.from(), name, sink);
                if (!names.add(name.value())) {
                    sink.warn(
                            LintRule.DUPLICATE_STAGE_NAME,
                            stage.from(),
                            "An earlier stage is called " + name.value()
                                    + " as well, and can no longer be reached by name");
                }
            }
        }
    }

    private static void checkName(Instruction.From from, Instruction.From.StageName name, LintSink sink) {
        if (!name.written().equals(name.value())) {
            sink.warn(
                    LintRule.STAGE_NAME_CASING, from, "The stage name " + name.written() + " should be in lower case");
        }
        if (RESERVED.contains(name.value())) {
            sink.warn(
                    LintRule.RESERVED_STAGE_NAME,
                    from,
                    "A stage should not be called " + name.value() + ", which has a meaning of its own");
        }
        String keyword = from.statement().keyword();
        boolean matches = isLower(keyword) ? isLower(name.keyword()) : !isUpper(keyword) || isUpper(name.keyword());
        if (!matches) {
            sink.warn(
                    LintRule.FROM_AS_CASING, from, keyword + " and " + name.keyword() + " should be in the same case");
        }
    }

    /** ARGs before the first FROM do not count, as in BuildKit. */
    private static void checkKeywords(Dockerfile file, LintSink sink) {
        List<Instruction> instructions = file.instructions()
                .subList(file.globalArgs().size(), file.instructions().size());
        int lower = 0;
        int upper = 0;
        for (var instruction : instructions) {
            lower += isLower(instruction.statement().keyword()) ? 1 : 0;
            upper += isUpper(instruction.statement().keyword()) ? 1 : 0;
        }
        boolean wantLower = lower > upper;
        for (var instruction : instructions) {
            String keyword = instruction.statement().keyword();
            if (wantLower ? !isLower(keyword) : !isUpper(keyword)) {
                sink.warn(
                        LintRule.CONSISTENT_INSTRUCTION_CASING,
                        instruction,
                        keyword + " should be in " + (wantLower ? "lower" : "upper")
                                + " case, like most instructions of the file");
            }
        }
    }

    private static boolean isLower(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isUpper(String text) {
        return text.equals(text.toUpperCase(Locale.ROOT));
    }
}
