package dev.drydock.dockerfile;

import java.util.List;

/**
 * Expands variables and splits words as the Dockerfile language does it, which is like a shell's but not quite. Failures are
 * {@link dev.drydock.failure.BuildFailure} and name the instruction. Thread-safe.
 */
public final class Words {

    private final Dockerfile file;

    public Words(Dockerfile file) {
        this.file = file;
    }

    /** Expands a text to one word: quotes and escapes act and vanish, inner blanks stay. */
    public Expansion expand(Instruction at, String text, Variables env) {
        throw new UnsupportedOperationException();
    }

    /** Expands the content of a here-document of COPY or ADD, if it is to be expanded. Quotes stay. */
    public Expansion expandBody(Instruction at, Heredoc heredoc, Variables env) {
        throw new UnsupportedOperationException();
    }

    /** Expands and checks the values of a mount. */
    public MountSpec mount(Instruction.Run at, MountFlag mount, Variables env) {
        throw new UnsupportedOperationException();
    }

    /**
     * Expands the words of EXPOSE, spreads ranges, and normalises: {@code port/protocol}, protocol lower-cased, in the order
     * BuildKit puts them in history.
     */
    public List<String> ports(Instruction.Expose at, Variables env) {
        throw new UnsupportedOperationException();
    }
}
