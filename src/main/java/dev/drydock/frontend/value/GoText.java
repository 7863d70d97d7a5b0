package dev.drydock.frontend.value;

import java.util.List;
import java.util.StringJoiner;

/** Text as Go's fmt package prints it: Docker's history lines are made with its verbs, and people compare them. */
public final class GoText {

    private GoText() {}

    /** A slice with {@code %v}: {@code [a b]}. */
    public static String list(List<String> values) {
        return "[" + String.join(" ", values) + "]";
    }

    /** A slice with {@code %q}: {@code ["a" "b"]}. */
    public static String quotedList(List<String> values) {
        StringJoiner list = new StringJoiner(" ", "[", "]");
        for (String value : values) {
            list.add(quoted(value));
        }
        return list.toString();
    }

    /** A string with {@code %q}. A byte that is not UTF-8, here a lone surrogate, is written {@code \xNN}. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        int c;
        for (int at = 0; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            out.append(escaped(c));
        }
        return out.append('"').toString();
    }

    /**
     * A truth value as strconv.ParseBool takes it.
     *
     * @throws InstructionProblem naming the option
     */
    public static boolean parseBoolean(String option, String value) {
        return switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new InstructionProblem(option + "=" + value + " is neither true nor false");
        };
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> isPrintable(c) ? Character.toString(c) : escapedByNumber(c);
        };
    }

    private static String escapedByNumber(int c) {
        if (c < ' ' || c == 0x7f) {
            return String.format("\\x%02x", c);
        }
        if (c >= 0xdc80 && c <= 0xdcff) {
            return String.format("\\x%02x", c - 0xdc00);
        }
        return c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
