package dev.drydock.frontend.value;

import dev.drydock.failure.BuildFailure;
import org.jspecify.annotations.Nullable;

/**
 * Something in an instruction is wrong. Thrown where it is seen, without a place; on its way up it gets the place of the
 * instruction and becomes a {@link dev.drydock.failure.BuildFailure}.
 */
public final class InstructionProblem extends RuntimeException {

    private final @Nullable String hint;
    private final @Nullable BuildFailure failure;

    public InstructionProblem(String message) {
        this(message, (String) null);
    }

    public InstructionProblem(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
        this.failure = null;
    }

    /** For the failure of somebody else, such as an image that cannot be reached. */
    public InstructionProblem(BuildFailure failure) {
        super(failure.getMessage(), failure);
        this.hint = failure.hint();
        this.failure = failure;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    public String hint() {
        return hint;
    }

    /** The failure behind it; null if this is the first to see anything wrong. */
    @Nullable
    BuildFailure failure() {
        return failure;
    }
}
