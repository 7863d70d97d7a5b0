package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.text.Expansion;
import dev.drydock.dockerfile.text.ShellLexer;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.dockerfile.text.Variables;
import java.util.List;
import java.util.Set;

/** Expands for the checks. Text that cannot be expanded is left as it is: the build itself will say so. */
final class LintWords {

    private final ShellLexer.Mode mode;

    LintWords(Dockerfile file) {
        mode = ShellLexer.Mode.expanding(file.directives().escape());
    }

    Expansion expand(String text, Variables env) {
        return expand(text, mode, env);
    }

    Expansion expandBody(String text, Variables env) {
        return expand(text, ShellLexer.Mode.DOCUMENT, env);
    }

    private static Expansion expand(String text, ShellLexer.Mode mode, Variables env) {
        try {
            return ShellLexer.expand(text, mode, env);
        } catch (SyntaxProblem leftToTheBuild) {
            return new Expansion(text, Set.of(), Set.of());
        }
    }

    List<String> split(String text, Variables env) {
        try {
            return ShellLexer.split(text, mode, env);
        } catch (SyntaxProblem leftToTheBuild) {
            return List.of();
        }
    }
}
