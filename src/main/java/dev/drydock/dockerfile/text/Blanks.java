package dev.drydock.dockerfile.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which characters count as blank, which is not the same everywhere: between arguments only the ASCII ones, at the ends
 * of lines and inside words whatever Unicode calls white space.
 */
public final class Blanks {

    private Blanks() {}

    /** Unicode's White_Space, all of which is in the basic plane. */
    public static boolean isBlank(char c) {
        return c <= ' '
                ? c == ' ' || (c >= '\t' && c <= '\r')
                : c == 0x85 || c == 0xA0 || (c >= 0x1680 && (Character.isSpaceChar(c)));
    }

    /** Whether the character separates arguments that are not quoted. */
    public static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
    }

    public static String trim(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        int start = start(text, 0, end);
        return text.substring(start, end);
    }

    public static String trimStart(String text) {
        return text.substring(start(text, 0, text.length()));
    }

    private static int start(String text, int from, int end) {
        int start = from;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Where the first separator is; the length if there is none. */
    public static int separator(String text) {
        int i = 0;
        while (i < text.length() && !isSeparator(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The part after the first run of separators; "" if there is none. */
    public static String afterSeparator(String text) {
        int i = separator(text);
        while (i < text.length() && isSeparator(text.charAt(i))) {
            i++;
        }
        return text.substring(i);
    }

    /** The non-empty parts between separators. */
    public static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isSeparator(text.charAt(i))) {
                if (i > from) {
                    parts.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return parts;
    }
}
