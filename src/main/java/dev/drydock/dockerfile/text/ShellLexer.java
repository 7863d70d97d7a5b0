package dev.drydock.dockerfile.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one text: takes away quotes and escapes, puts in values of variables, and splits into words. For what a
 * Dockerfile knows of the shell's language see
 * <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">the reference</a>; where it is silent this
 * does what BuildKit does.
 */
public final class ShellLexer {

    /** Limit of an expanded text, in characters: doubling a variable again and again must not fill the memory. */
    static final int MAX_LENGTH = 1 << 24;

    private static final int MAX_DEPTH = 400;
    private static final int END = -1;

    /**
     * @param escape {@code \} or {@code `}
     * @param keepQuotes quotes act, but stay in the result
     * @param keepEscapes escapes act, but stay in the result
     * @param plainQuotes quotes are characters like any other
     * @param keepUnset a variable that is not set stays in the result as it is written
     */
    public record Mode(char escape, boolean keepQuotes, boolean keepEscapes, boolean plainQuotes, boolean keepUnset) {

        /** Here-documents escape with a backslash whatever the directive says; their quotes mean nothing. */
        public static final Mode DOCUMENT = new Mode('\\', false, false, true, false);

        public static Mode expanding(char escape) {
            return new Mode(escape, false, false, false, false);
        }
    }

    private final String text;
    private final Mode mode;
    private final Variables env;
    private final Set<String> used = new LinkedHashSet<>();
    private final Set<String> unset = new LinkedHashSet<>();
    private boolean keepEscapes;
    private int pos;
    private int depth;

    private ShellLexer(String text, Mode mode, Variables env) {
        this.text = text;
        this.mode = mode;
        this.env = env;
        this.keepEscapes = mode.keepEscapes;
    }

    /** The text as one word. */
    public static Expansion expand(String text, Mode mode, Variables env) throws SyntaxProblem {
        if (isPlain(text, mode.escape)) {
            return new Expansion(text, Set.of(), Set.of());
        }
        var lexer = new ShellLexer(text, mode, env);
        return new Expansion(lexer.readUntil(END, null), lexer.used, lexer.unset);
    }

    /** The text as words: split at blanks, those inside values of unquoted variables included; no word is empty. */
    public static List<String> split(String text, Mode mode, Variables env) throws SyntaxProblem {
        var words = new WordList();
        var lexer = new ShellLexer(text, mode, env);
        lexer.readUntil(END, words);
        return words.finish();
    }

    private static boolean isPlain(String text, char escape) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' || c == '\'' || c == '"' || c == escape) {
                return false;
            }
        }
        return true;
    }

    /** Reads up to the stop, which it takes. Where words are wanted, what is read goes to them as well. */
    private String readUntil(int stop, @Nullable WordList words) throws SyntaxProblem {
        var out = new StringBuilder();
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (c == stop) {
                pos++;
                return out.toString();
            }
            boolean variable = c == '$';
            boolean whole = !variable && isSpecial(c);
            String part = variable ? dollar() : whole ? special(c) : plain(stop);
            append(out, part);
            if (words != null && whole) {
                words.addWhole(part);
            } else if (words != null) {
                words.addSplitting(part);
            }
        }
        if (stop != END) {
            throw new SyntaxProblem("\"" + shown() + "\" ends before the closing " + (char) stop);
        }
        return out.toString();
    }

    private String plain(int stop) {
        int from = pos++;
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (c == stop || c == '$' || isSpecial(c)) {
                break;
            }
            pos++;
        }
        return text.substring(from, pos);
    }

    private boolean isSpecial(char c) {
        return c == '<' || c == mode.escape || (!mode.plainQuotes && (c == '\'' || c == '"'));
    }

    private String special(char c) throws SyntaxProblem {
        if (c == '<') {
            return heredocMark();
        }
        if (c == mode.escape) {
            return escaped();
        }
        return c == '"' ? doubleQuoted() : singleQuoted();
    }

    private void append(StringBuilder out, String value) throws SyntaxProblem {
        if (out.length() + value.length() > MAX_LENGTH) {
            throw new SyntaxProblem("\"" + shown() + "\" expands to more than " + MAX_LENGTH + " characters");
        }
        out.append(value);
    }

    private String escaped() {
        char escape = text.charAt(pos++);
        String kept = keepEscapes ? String.valueOf(escape) : "";
        if (pos == text.length()) {
            return kept;
        }
        int c = text.codePointAt(pos);
        pos += Character.charCount(c);
        return kept + Character.toString(c);
    }

    private String singleQuoted() throws SyntaxProblem {
        int close = text.indexOf('\'', pos + 1);
        if (close < 0) {
            throw new SyntaxProblem("\"" + shown() + "\" has an opening ' without a closing one");
        }
        String quoted = mode.keepQuotes ? text.substring(pos, close + 1) : text.substring(pos + 1, close);
        pos = close + 1;
        return quoted;
    }

    private String doubleQuoted() throws SyntaxProblem {
        var out = new StringBuilder();
        pos++;
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '"') {
                pos++;
                return mode.keepQuotes ? "\"" + out + "\"" : out.toString();
            }
            if (c == '$') {
                append(out, dollar());
                continue;
            }
            pos++;
            boolean escapes = c == mode.escape && pos < text.length() && isEscapable(text.charAt(pos));
            if (!escapes || keepEscapes) {
                out.append(c);
            }
            if (escapes) {
                out.append(text.charAt(pos++));
            }
        }
        throw new SyntaxProblem("\"" + shown() + "\" has an opening \" without a closing one");
    }

    private boolean isEscapable(char c) {
        return c == '"' || c == '$' || c == mode.escape;
    }

    /** Blanks between {@code <<} and the delimiter belong to the word. */
    private String heredocMark() {
        int from = pos++;
        if (pos < text.length() && text.charAt(pos) == '<') {
            pos++;
            while (pos < text.length() && (text.charAt(pos) == ' ' || text.charAt(pos) == '\t')) {
                pos++;
            }
        }
        return text.substring(from, pos);
    }

    private String dollar() throws SyntaxProblem {
        pos++;
        if (peek() == '{') {
            pos++;
            if (++depth > MAX_DEPTH) {
                throw new SyntaxProblem("\"" + shown() + "\" nests ${ more than " + MAX_DEPTH + " times");
            }
            String value = braced();
            depth--;
            return value;
        }
        String name = name();
        if (name.isEmpty()) {
            return "$";
        }
        String value = lookup(name);
        return value != null ? value : mode.keepUnset ? "$" + name : "";
    }

    private String braced() throws SyntaxProblem {
        int from = pos - 2;
        int first = peek();
        if (first == '{' || first == '}' || first == ':') {
            throw badSubstitution(from, "it names no variable");
        }
        String name = name();
        int modifier = next(from);
        boolean emptyIsUnset = modifier == ':';
        if (emptyIsUnset) {
            modifier = next(from);
        }
        if (modifier == '}' && !emptyIsUnset) {
            String value = lookup(name);
            return value != null ? value : mode.keepUnset ? "${" + name + "}" : "";
        }
        if (modifier == '-' || modifier == '+' || modifier == '?') {
            String word = argument('}', false, from);
            String value = lookup(name);
            if (value == null && mode.keepUnset) {
                return text.substring(from, pos);
            }
            return choose((char) modifier, name, value, emptyIsUnset, word);
        }
        if (emptyIsUnset || (modifier != '#' && modifier != '%' && modifier != '/')) {
            throw badSubstitution(
                    from, "there is no modifier " + (emptyIsUnset ? ":" : "") + Character.toString(modifier));
        }
        return modifier == '/' ? replaced(name, from) : trimmed((char) modifier, name, from);
    }

    private static String choose(char modifier, String name, @Nullable String value, boolean emptyIsUnset, String word)
            throws SyntaxProblem {
        boolean missing = value == null || (emptyIsUnset && value.isEmpty());
        if (modifier == '+') {
            return missing ? "" : word;
        }
        if (!missing && value != null) {
            return value;
        }
        if (modifier == '?') {
            String complaint = word.isEmpty() ? (value == null ? "must be set" : "must not be empty") : word;
            throw new SyntaxProblem(
                    name + ": " + complaint, "Set " + name + " with ENV, or declare it with ARG and pass it.");
        }
        return word;
    }

    private String trimmed(char modifier, String name, int from) throws SyntaxProblem {
        String word = argument('}', true, from);
        String value = lookup(name);
        if (value == null && mode.keepUnset) {
            return text.substring(from, pos);
        }
        boolean longest = !word.isEmpty() && word.charAt(0) == modifier;
        var pattern = Wildcard.compile(longest ? word.substring(1) : word);
        String trimmed = value == null ? "" : value;
        return modifier == '#' ? pattern.trimStart(trimmed, longest) : pattern.trimEnd(trimmed, longest);
    }

    private String replaced(String name, int from) throws SyntaxProblem {
        boolean all = peek() == '/';
        if (all) {
            pos++;
        }
        String pattern = argument('/', true, from);
        String replacement = argument('}', true, from);
        String value = lookup(name);
        if (value == null && mode.keepUnset) {
            return text.substring(from, pos);
        }
        return Wildcard.compile(pattern).replace(value == null ? "" : value, replacement, all);
    }

    private String argument(char stop, boolean raw, int from) throws SyntaxProblem {
        boolean before = keepEscapes;
        keepEscapes = raw;
        try {
            return readUntil(stop, null);
        } catch (SyntaxProblem problem) {
            throw pos < text.length() ? problem : badSubstitution(from, "the closing " + stop + " is missing");
        } finally {
            keepEscapes = before;
        }
    }

    private @Nullable String lookup(String name) {
        String value = env.get(name);
        (value == null ? unset : used).add(name);
        return value;
    }

    private String name() {
        int from = pos;
        if (pos < text.length() && "@*#?-$!".indexOf(text.charAt(pos)) >= 0) {
            pos++;
            return text.substring(from, pos);
        }
        boolean number = pos < text.length() && Character.isDigit(text.codePointAt(pos));
        while (pos < text.length()) {
            int c = text.codePointAt(pos);
            if (!Character.isDigit(c) && (number || !(Character.isLetter(c) || c == '_'))) {
                break;
            }
            pos += Character.charCount(c);
        }
        return text.substring(from, pos);
    }

    private int peek() {
        return pos < text.length() ? text.charAt(pos) : END;
    }

    private int next(int from) throws SyntaxProblem {
        if (pos == text.length()) {
            throw badSubstitution(from, "the closing } is missing");
        }
        int c = text.codePointAt(pos);
        pos += Character.charCount(c);
        return c;
    }

    private SyntaxProblem badSubstitution(int from, String why) {
        String part = text.substring(from, Math.min(Math.max(pos, from + 2), text.length()));
        return new SyntaxProblem(
                "bad substitution \"" + shorten(part) + "\": " + why,
                "Write ${name}, or ${name} with one of :- - :+ + :? ? # ## % %% / //. Escape the $ for a literal one.");
    }

    private String shown() {
        return shorten(text);
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
