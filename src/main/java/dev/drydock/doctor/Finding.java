package dev.drydock.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing looked at.
 *
 * @param text one line
 * @param cure lines that say how to mend it; null if there is nothing to mend, or nothing that can be done
 */
public record Finding(State state, String text, @Nullable String cure) {

    /** How things stand. */
    public enum State {
        /** Something to know, neither good nor bad. */
        FACT,
        /** It works. */
        GOOD,
        /** It does not work, and something else does instead, or it is not needed by everybody. */
        MISSING,
        /** Builds will fail, or go wrong. */
        BAD
    }

    /** A program that is quoted may have said several lines. */
    public Finding {
        text = String.join(" ", text.strip().split("\\s*\\R\\s*"));
    }

    static Finding fact(String text) {
        return new Finding(State.FACT, text, null);
    }

    static Finding good(String text) {
        return new Finding(State.GOOD, text, null);
    }

    static Finding missing(String text, @Nullable String cure) {
        return new Finding(State.MISSING, text, cure);
    }

    static Finding bad(String text, @Nullable String cure) {
        return new Finding(State.BAD, text, cure);
    }
}
