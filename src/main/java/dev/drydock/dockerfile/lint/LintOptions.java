package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Statement;
import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.CommaFields;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.failure.BuildFailure;
import java.util.HashSet;
import java.util.Set;

/**
 * Which checks are made: the value of {@code # check=…} and of the build argument {@code BUILDKIT_DOCKERFILE_CHECK}, written
 * {@code skip=Rule,Rule;error=true;experimental=Rule} or with {@code all} for rules.
 *
 * @param error warnings fail the build
 * @param skipAll no rule but the experimental ones asked for
 * @param skipped ids
 * @param allExperimental the experimental rules too
 * @param experimental ids of experimental rules asked for
 */
public record LintOptions(
        boolean error, boolean skipAll, Set<String> skipped, boolean allExperimental, Set<String> experimental) {

    /** All rules but the experimental ones, as warnings. */
    public static final LintOptions DEFAULT = new LintOptions(false, false, Set.of(), false, Set.of());

    private static final String HINT =
            "Write skip=RuleName,RuleName or skip=all, then ;error=true if warnings shall fail the build.";

    /**
     * Reads options.
     *
     * @param where to name in the failure, such as {@code Dockerfile}
     */
    public static LintOptions parse(String where, String text) {
        try {
            return parse(text);
        } catch (SyntaxProblem problem) {
            throw BuildFailure.ofBuild(where + ": check options: " + problem.message(), problem.hint());
        }
    }

    static LintOptions parse(String text) throws SyntaxProblem {
        var options = DEFAULT;
        if (Blanks.trim(text).isEmpty()) {
            return options;
        }
        for (var part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            String value = Blanks.trim(part.substring(equals + 1));
            switch (equals < 0 ? "" : Blanks.trim(part.substring(0, equals))) {
                case "skip":
                    options = value.equals("all") ? options.skippingAll() : options.skipping(ids(value));
                    break;
                case "experimental":
                    options = options.trying(value.equals("all"), value.equals("all") ? Set.of() : ids(value));
                    break;
                case "error":
                    options = options.failing(CommaFields.isTrue("error", value));
                    break;
                default:
                    throw new SyntaxProblem("\"" + part + "\" is not an option", HINT);
            }
        }
        return options;
    }

    private static Set<String> ids(String value) {
        var ids = new HashSet<String>();
        for (var id : value.split(",", -1)) {
            ids.add(Blanks.trim(id));
        }
        return Set.copyOf(ids);
    }

    private LintOptions failing(boolean value) {
        return new LintOptions(value, skipAll, skipped, allExperimental, experimental);
    }

    private LintOptions skippingAll() {
        return new LintOptions(error, true, skipped, allExperimental, experimental);
    }

    private LintOptions skipping(Set<String> ids) {
        return new LintOptions(error, skipAll, union(skipped, ids), allExperimental, experimental);
    }

    private LintOptions trying(boolean all, Set<String> ids) {
        return new LintOptions(error, skipAll, skipped, allExperimental || all, union(experimental, ids));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        var all = new HashSet<>(a);
        all.addAll(b);
        return Set.copyOf(all);
    }

    /** These options, with what the comments right above an instruction say about it. Options that cannot be read say nothing. */
    LintOptions narrowedBy(Statement statement) {
        for (var comment : statement.comments()) {
            int equals = comment.indexOf('=');
            if (equals < 0 || !Blanks.trim(comment.substring(0, equals)).equalsIgnoreCase("check")) {
                continue;
            }
            String value = Blanks.trim(comment.substring(equals + 1));
            int blank = value.indexOf(' ');
            try {
                var here = parse(blank < 0 ? value : value.substring(0, blank));
                var narrowed = here.skipAll ? skippingAll() : skipping(here.skipped);
                return narrowed.trying(here.allExperimental, here.experimental);
            } catch (SyntaxProblem unreadable) {
                return this;
            }
        }
        return this;
    }

    /** Whether a rule is checked. */
    boolean wants(LintRule rule) {
        if (rule.isExperimental()) {
            return allExperimental || experimental.contains(rule.id());
        }
        return !skipAll && !skipped.contains(rule.id());
    }
}
