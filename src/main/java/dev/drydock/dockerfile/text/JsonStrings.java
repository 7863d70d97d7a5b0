package dev.drydock.dockerfile.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON array of strings, and knows enough of the rest of JSON to tell an array that is well-formed but holds something
 * else from text that is no JSON at all.
 */
public final class JsonStrings {

    private static final int MAX_NESTING = 10_000;

    private final String text;
    private int pos;

    private JsonStrings(String text) {
        this.text = text;
    }

    /**
     * The strings; null if the text is no JSON array, which makes it shell form.
     *
     * @throws SyntaxProblem if it is a JSON array of something else
     */
    public static @Nullable List<String> parse(String text) throws SyntaxProblem {
        return new JsonStrings(text).array();
    }

    private @Nullable List<String> array() throws SyntaxProblem {
        // Blank in the sense of Dockerfiles only before the bracket.
        String trimmed = Blanks.trimStart(text);
        pos = text.length() - trimmed.length();
        if (!trimmed.startsWith("[")) {
            return null;
        }
        pos++;
        var strings = new ArrayList<String>();
        boolean onlyStrings = true;
        if (peek() != ']') {
            do {
                if (peek() == '"') {
                    String string = string();
                    if (string == null) {
                        return null;
                    }
                    strings.add(string);
                } else if (skipValue()) {
                    onlyStrings = false;
                } else {
                    return null;
                }
            } while (take(','));
        }
        boolean closed = take(']');
        peek();
        if (!closed || pos < text.length()) {
            return null;
        }
        if (!onlyStrings) {
            throw new SyntaxProblem(
                    "the JSON array contains something that is not a string",
                    "Put every argument between double quotes.");
        }
        return strings;
    }

    /** The next character that is not blank, without taking it; 0 at the end. */
    private char peek() {
        while (pos < text.length() && " \t\r\n".indexOf(text.charAt(pos)) >= 0) {
            pos++;
        }
        return pos < text.length() ? text.charAt(pos) : 0;
    }

    private boolean take(char c) {
        if (peek() != c || pos == text.length()) {
            return false;
        }
        pos++;
        return true;
    }

    private @Nullable String string() {
        pos++;
        var out = new StringBuilder();
        while (pos < text.length()) {
            char c = text.charAt(pos++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                return null;
            }
            if (c != '\\') {
                out.append(c);
            } else if (!escaped(out)) {
                return null;
            }
        }
        return null;
    }

    private boolean escaped(StringBuilder out) {
        char c = pos < text.length() ? text.charAt(pos++) : 0;
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(known));
            return true;
        }
        return c == 'u' && unit(out);
    }

    /** A lone surrogate, which no text can hold, becomes the replacement character. */
    private boolean unit(StringBuilder out) {
        int unit = hex(pos);
        if (unit < 0) {
            return false;
        }
        pos += 4;
        int low = text.startsWith("\\u", pos) ? hex(pos + 2) : -1;
        if (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
            pos += 6;
            out.append((char) unit).append((char) low);
        } else {
            out.append(Character.isSurrogate((char) unit) ? '\uFFFD' : (char) unit);
        }
        return true;
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** Takes one value of any kind; false if there is none. Open brackets are kept aside, not on the call stack. */
    private boolean skipValue() {
        var open = new StringBuilder();
        do {
            char c = peek();
            if (c == '[' || c == '{') {
                pos++;
                if (open.length() >= MAX_NESTING) {
                    return false;
                }
                if (take(c == '[' ? ']' : '}')) {
                    if (!closeAll(open)) {
                        return false;
                    }
                } else {
                    open.append(c);
                    if (c == '{' && !key()) {
                        return false;
                    }
                }
            } else if (!skipScalar(c) || !closeAll(open)) {
                return false;
            }
        } while (open.length() > 0);
        return true;
    }

    /** After a value: takes closing brackets, up to a comma that promises another value. */
    private boolean closeAll(StringBuilder open) {
        while (open.length() > 0) {
            boolean object = open.charAt(open.length() - 1) == '{';
            if (take(',')) {
                return !object || key();
            }
            if (!take(object ? '}' : ']')) {
                return false;
            }
            open.setLength(open.length() - 1);
        }
        return true;
    }

    private boolean key() {
        return peek() == '"' && string() != null && take(':');
    }

    private boolean skipScalar(char c) {
        if (c == '"') {
            return string() != null;
        }
        for (var word : List.of("true", "false", "null")) {
            if (text.startsWith(word, pos)) {
                pos += word.length();
                return true;
            }
        }
        return skipNumber();
    }

    private boolean skipNumber() {
        int from = pos;
        if (pos < text.length() && text.charAt(pos) == '-') {
            pos++;
        }
        int digits = skipDigits();
        boolean leadingZero = digits > 1 && text.charAt(pos - digits) == '0';
        if (digits == 0 || leadingZero) {
            return false;
        }
        if (pos < text.length() && text.charAt(pos) == '.') {
            pos++;
            if (skipDigits() == 0) {
                return false;
            }
        }
        if (pos < text.length() && (text.charAt(pos) == 'e' || text.charAt(pos) == 'E')) {
            pos++;
            if (pos < text.length() && (text.charAt(pos) == '+' || text.charAt(pos) == '-')) {
                pos++;
            }
            if (skipDigits() == 0) {
                return false;
            }
        }
        return pos > from;
    }

    private int skipDigits() {
        int from = pos;
        while (pos < text.length() && text.charAt(pos) >= '0' && text.charAt(pos) <= '9') {
            pos++;
        }
        return pos - from;
    }
}
