package dev.drydock.dockerfile;

import org.jspecify.annotations.Nullable;

/** Something wrong with the text, found where its place in the file is not known; whoever knows makes a BuildFailure of it. */
@SuppressWarnings("serial")
final class SyntaxProblem extends Exception {

    private final @Nullable String hint;

    SyntaxProblem(String message) {
        this(message, null);
    }

    SyntaxProblem(String message, @Nullable String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String hint() {
        return hint;
    }
}
