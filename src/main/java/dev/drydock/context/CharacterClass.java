package dev.drydock.context;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads {@code [a-z]}, {@code [^x\]]} as Go's filepath.Match does: never empty, {@code -} and {@code ]} only escaped. */
final class CharacterClass {

    private record Range(int low, int high) {}

    private final String pattern;
    private int at;

    private CharacterClass(String pattern, int at) {
        this.pattern = pattern;
        this.at = at;
    }

    /**
     * @param end position after the closing bracket
     * @param reversed whether a range ends before it begins, and so holds nothing
     */
    record Parsed(IntPredicate set, int end, boolean reversed) {}

    /**
     * @param start position after the opening bracket
     * @throws IllegalArgumentException if the class is malformed
     */
    static Parsed parse(String pattern, int start) {
        return new CharacterClass(pattern, start).parse();
    }

    private Parsed parse() {
        boolean negated = peek() == '^';
        if (negated) {
            at++;
        }
        List<Range> ranges = new ArrayList<>();
        while (ranges.isEmpty() || peek() != ']') {
            int low = character();
            int high = low;
            if (peek() == '-') {
                at++;
                high = character();
            }
            ranges.add(new Range(low, high));
        }
        at++;
        IntPredicate set = c -> ranges.stream().anyMatch(r -> r.low <= c && c <= r.high) != negated;
        return new Parsed(set, at, ranges.stream().anyMatch(r -> r.low > r.high));
    }

    private int character() {
        int c = peek();
        if (c == '-' || c == ']') {
            throw GoPattern.malformed(pattern, "a range is missing its start or end");
        }
        if (c == '\\') {
            at++;
            c = peek();
        }
        at += Character.charCount(c);
        return c;
    }

    private int peek() {
        if (at >= pattern.length()) {
            throw GoPattern.malformed(pattern, "a bracket is not closed");
        }
        return pattern.codePointAt(at);
    }
}
