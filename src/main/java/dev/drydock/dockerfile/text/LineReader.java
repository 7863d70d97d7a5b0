package dev.drydock.dockerfile.text;

/** Walks over the lines of a text. */
public final class LineReader {

    /** BuildKit's scanner gives up at this many bytes; a line must stay below. */
    static final int TOO_LONG = 64 * 1024;

    private final String text;
    private int start;
    private int next;
    private int number;

    public LineReader(String text) {
        this.text = text;
    }

    /** Goes to the next line; false at the end. */
    public boolean advance() throws SyntaxProblem {
        if (next >= text.length()) {
            return false;
        }
        start = next;
        int end = text.indexOf('\n', start);
        int length = (end < 0 ? text.length() : end) - start;
        next = end < 0 ? text.length() : end + 1;
        number++;
        // A character is at most three bytes a char.
        if (length >= TOO_LONG || (length >= TOO_LONG / 3 && utf8Length(start, start + length) >= TOO_LONG)) {
            throw new SyntaxProblem(
                    "the line is longer than " + (TOO_LONG - 1) + " bytes",
                    "Split it with a line continuation, or COPY the content from a file.");
        }
        return true;
    }

    private long utf8Length(int from, int to) {
        long length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            }
            // A lone surrogate stands for one byte.
            length += pair ? 4 : c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
        }
        return length;
    }

    /** Number of the current line, from 1. */
    public int number() {
        return number;
    }

    /** The line without its end. */
    public String line() {
        int end = next;
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The line with its end, if it has one. */
    public String lineWithEnd() {
        return text.substring(start, next);
    }
}
