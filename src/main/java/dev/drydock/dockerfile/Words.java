package dev.drydock.dockerfile;

import dev.drydock.dockerfile.Instruction.Expose;
import dev.drydock.dockerfile.Instruction.Run;
import dev.drydock.dockerfile.text.Expansion;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.PortSpec;
import dev.drydock.dockerfile.text.ShellLexer;
import dev.drydock.dockerfile.text.SyntaxProblem;
import dev.drydock.dockerfile.text.Variables;
import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Expands variables and splits words as the Dockerfile language does it, which is like a shell's but not quite. Every failure is
 * a {@link BuildFailure} that shows the instruction. Thread-safe.
 */
public final class Words {

    private final Dockerfile file;
    private final ShellLexer.Mode mode;

    public Words(Dockerfile file) {
        this.file = file;
        this.mode = ShellLexer.Mode.expanding(file.directives().escape());
    }

    /** Expands a text to one word: quotes and escapes act and vanish, inner blanks stay. */
    public Expansion expand(Instruction at, String text, Variables env) {
        try {
            return ShellLexer.expand(text, mode, env);
        } catch (SyntaxProblem problem) {
            throw failure(at, problem);
        }
    }

    /** The content of a here-document of COPY or ADD, expanded if it is to be. Quotes in it stay. */
    public Expansion expandBody(Instruction at, Heredoc heredoc, Variables env) {
        if (!heredoc.expand()) {
            return new Expansion(heredoc.body(), Set.of(), Set.of());
        }
        try {
            return ShellLexer.expand(heredoc.body(), ShellLexer.Mode.DOCUMENT, env);
        } catch (SyntaxProblem problem) {
            throw failure(at, problem);
        }
    }

    /** Expands and checks the values of a mount. */
    public MountSpec mount(Run at, MountFlag mount, Variables env) {
        try {
            return MountOptions.read(
                    mount, value -> ShellLexer.expand(value, mode, env).value());
        } catch (SyntaxProblem problem) {
            throw failure(at, new SyntaxProblem("--mount=" + mount.text() + ": " + problem.message(), problem.hint()));
        }
    }

    /**
     * Expands the words of EXPOSE and spreads ranges: {@code port/protocol}, the protocol in lower case, in the order of
     * {@link Expose#ports}, repetitions kept, as BuildKit writes them into the history.
     */
    public List<String> ports(Expose at, Variables env) {
        var ports = new ArrayList<String>();
        try {
            for (var text : at.ports()) {
                for (var word : ShellLexer.split(text, mode, env)) {
                    PortSpec.parse(word).addTo(ports);
                }
            }
        } catch (SyntaxProblem problem) {
            throw failure(at, problem);
        }
        return ports;
    }

    private BuildFailure failure(Instruction at, SyntaxProblem problem) {
        return file.failure(at.range(), problem.message(), problem.hint());
    }
}
