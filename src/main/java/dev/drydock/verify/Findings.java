package dev.drydock.verify;

import java.util.ArrayList;
import java.util.List;

/** The findings of a verification, in sentences without a full stop. */
public final class Findings {

    private final List<String> right = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unverified = new ArrayList<>();

    void right(String what) {
        right.add(what);
    }

    void wrong(String what) {
        wrong.add(what);
    }

    void unverified(String what) {
        unverified.add(what);
    }

    /** Everything that was verified and holds. */
    public List<String> right() {
        return List.copyOf(right);
    }

    /** Everything that does not hold. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Everything that could not be verified, but need not be false. */
    public List<String> unverified() {
        return List.copyOf(unverified);
    }
}
