package dev.drydock.dockerfile.text;

/** Lines of a Dockerfile, counted from 1, both ends included. */
public record SourceRange(int first, int last) {

    public SourceRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("lines " + first + " to " + last);
        }
    }

    public static SourceRange line(int line) {
        return new SourceRange(line, line);
    }
}
