package dev.drydock.verify;

import java.util.ArrayList;
import java.util.List;

/** What a verification found, in sentences without a full stop. */
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

    /** What was verified and holds. */
    public List<String> right() {
        return List.copyOf(right);
    }

    /** What does not hold. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** What could not be verified, but need not be false. */
    public List<String> unverified() {
        return List.copyOf(unverified);
    }
}
