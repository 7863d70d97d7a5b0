package dev.drydock.sandbox.host;

/** The machine does not let us do something: what it was, and what its owner can change. */
public final class HostRefusal extends Exception {

    private final String hint;

    /** @param hint what to change; may be empty */
    public HostRefusal(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** The attempt that was made, and how it failed. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** One or more sentences; may be empty. */
    public String hint() {
        return hint;
    }
}
