package dev.drydock.sandbox.host;

/** The machine does not let us do something: what it was, and what its owner can change. */
public final class Refusal extends Exception {

    private final String hint;

    Refusal(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** One or more sentences; may be empty. */
    public String hint() {
        return hint;
    }
}
