package dev.drydock.dockerfile.text;

import org.jspecify.annotations.Nullable;

/** Something wrong with the text, found where its place in the file is not known; whoever knows makes a BuildFailure of it. */
@SuppressWarnings("serial")
public final class SyntaxProblem extends Exception {

    private final @Nullable String hint;

    public SyntaxProblem(String message) {
        this(message, null);
    }

    public SyntaxProblem(String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    public String hint() {
        return hint;
    }
}
