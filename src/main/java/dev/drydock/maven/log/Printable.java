package dev.drydock.maven.log;

import dev.drydock.startup.StartUp;

/**
 * Text from elsewhere, such as the output of a command or the words of an instruction, made harmless for a terminal and for a
 * log: without escape sequences (ECMA-48), control characters and characters that turn the direction of writing.
 */
@StartUp
public final class Printable {

    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private Printable() {}

    /** Line ends and tabs stay. */
    public static String text(String text) {
        int i = 0;
        while (i < text.length() && !isHarmful(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, i);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                i = afterSequence(text, i);
            } else {
                if (!isHarmful(c)) {
                    out.append(c);
                }
                i++;
            }
        }
        return out.toString();
    }

    /** A line that a program has printed: of what it has written over with a carriage return, the last. */
    public static String line(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return text(line.substring(line.lastIndexOf('\r', end - 1) + 1, end));
    }

    private static boolean isHarmful(char c) {
        return c < ' ' && c != '\t' && c != '\n'
                || c >= 0x7f && c <= 0x9f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    /** The index behind the sequence that an escape character begins; one that does not end swallows no text. */
    private static int afterSequence(String text, int escape) {
        int i = escape + 1;
        if (i == text.length()) {
            return i;
        }
        char kind = text.charAt(i);
        if (kind == '[') {
            do {
                i++;
            } while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3f);
            return i < text.length() && text.charAt(i) >= 0x40 && text.charAt(i) <= 0x7e ? i + 1 : i;
        }
        if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
            int end = endOfString(text, i);
            return end < 0 ? i + 1 : end;
        }
        while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x2f) {
            i++;
        }
        return i < text.length() && text.charAt(i) >= 0x30 && text.charAt(i) <= 0x7e ? i + 1 : i;
    }

    /** The index behind a bell or ESC \, which end strings such as the title of a window; -1 if there is none. */
    private static int endOfString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == BELL) {
                return i + 1;
            }
            if (text.charAt(i) == ESCAPE && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                return i + 2;
            }
        }
        return -1;
    }
}
