package dev.drydock.dockerfile.text;

import java.util.Arrays;

/**
 * The patterns of <code>${name#pattern}</code> and its relatives: {@code *} any text, {@code ?} any one character, neither
 * crossing a line end; a backslash before {@code * ? \ } and {@code /} makes these literal; there are no brackets. Matching
 * takes time proportional to pattern times text, whatever both are.
 */
final class Wildcard {

    private static final int STAR = -1;
    private static final int ANY = -2;
    private static final int NONE = Integer.MAX_VALUE;

    private final int[] tokens;

    private Wildcard(int[] tokens) {
        this.tokens = tokens;
    }

    static Wildcard compile(String pattern) throws SyntaxProblem {
        int[] chars = pattern.codePoints().toArray();
        int[] tokens = new int[chars.length];
        int count = 0;
        for (int i = 0; i < chars.length; i++) {
            int c = chars[i];
            if (c == '*') {
                if (count == 0 || tokens[count - 1] != STAR) {
                    tokens[count++] = STAR;
                }
            } else if (c == '?') {
                tokens[count++] = ANY;
            } else if (c != '\\') {
                tokens[count++] = c;
            } else if (i + 1 < chars.length && "*?\\}/".indexOf(chars[i + 1]) >= 0) {
                tokens[count++] = chars[++i];
            } else {
                throw new SyntaxProblem(
                        "the backslash in the pattern \"" + pattern + "\" escapes nothing",
                        "In a pattern a backslash can only stand before * ? \\ } and /. Write it twice for a literal one.");
            }
        }
        return new Wildcard(Arrays.copyOf(tokens, count));
    }

    /** The text without its shortest or longest beginning that matches; the text itself if none does. */
    String trimStart(String text, boolean longest) {
        int[] chars = text.codePoints().toArray();
        var match = new Match(chars);
        return match.find(0, true, longest) ? new String(chars, match.end, chars.length - match.end) : text;
    }

    /** The text without its shortest or longest ending that matches; the text itself if none does. */
    String trimEnd(String text, boolean longest) {
        int[] chars = reversed(text.codePoints().toArray());
        var match = new Wildcard(reversed(tokens)).new Match(chars);
        if (!match.find(0, true, longest)) {
            return text;
        }
        int[] kept = reversed(Arrays.copyOfRange(chars, match.end, chars.length));
        return new String(kept, 0, kept.length);
    }

    /** The text with its first longest match, or all of them from left to right, replaced. */
    String replace(String text, String replacement, boolean all) throws SyntaxProblem {
        int[] chars = text.codePoints().toArray();
        var match = new Match(chars);
        var out = new StringBuilder();
        int copied = 0;
        int from = 0;
        while (from <= chars.length && match.find(from, false, true)) {
            out.append(new String(chars, copied, match.start - copied));
            // An empty match at the end of the match before is none.
            if (match.end > copied || match.start == 0) {
                out.append(replacement);
            }
            if (out.length() > ShellLexer.MAX_LENGTH) {
                throw new SyntaxProblem("a replacement makes more than " + ShellLexer.MAX_LENGTH + " characters");
            }
            copied = match.end;
            from = Math.max(match.end, from + 1);
            if (!all) {
                break;
            }
        }
        return out.append(new String(chars, copied, chars.length - copied)).toString();
    }

    private static int[] reversed(int[] values) {
        int[] out = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = values[values.length - 1 - i];
        }
        return out;
    }

    /** All ways through the pattern are followed at once, a character at a time; of each only the earliest start counts. */
    private final class Match {

        private final int[] text;
        private int start;
        private int end;

        Match(int[] text) {
            this.text = text;
        }

        boolean find(int from, boolean anchored, boolean longest) {
            int[] now = new int[tokens.length + 1];
            int[] then = new int[tokens.length + 1];
            Arrays.fill(now, NONE);
            enter(now, 0, from);
            boolean found = false;
            for (int i = from; ; i++) {
                if (now[tokens.length] != NONE && (!found || now[tokens.length] <= start)) {
                    found = true;
                    start = now[tokens.length];
                    end = i;
                    if (!longest) {
                        return true;
                    }
                }
                if (i == text.length) {
                    return found;
                }
                boolean alive = step(now, then, text[i], found);
                if (!anchored && !found) {
                    enter(then, 0, i + 1);
                } else if (!alive) {
                    return found;
                }
                int[] swap = now;
                now = then;
                then = swap;
            }
        }

        private boolean step(int[] now, int[] then, int c, boolean found) {
            Arrays.fill(then, NONE);
            boolean alive = false;
            for (int at = 0; at < tokens.length; at++) {
                int token = tokens[at];
                if (now[at] == NONE || (found && now[at] > start) || (token < 0 ? c == '\n' : token != c)) {
                    continue;
                }
                enter(then, token == STAR ? at : at + 1, now[at]);
                alive = true;
            }
            return alive;
        }

        private void enter(int[] state, int at, int from) {
            for (int i = at; from < state[i]; i++) {
                state[i] = from;
                if (i == tokens.length || tokens[i] != STAR) {
                    return;
                }
            }
        }
    }
}
