package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The arguments of ENV, LABEL and ARG. */
final class KeyValues {

    private KeyValues() {}

    /** @param legacy {@code key value} without {@code =} */
    record Pairs(List<Instruction.Pair> pairs, boolean legacy) {}

    /** Reads {@code key=value …} or {@code key value}; whether the first word holds {@code =} decides. A key may be blank. */
    static Pairs pairs(String keyword, String arguments, char escape) throws SyntaxProblem {
        String instruction = keyword.toUpperCase(Locale.ROOT);
        var words = words(arguments, escape);
        if (words.isEmpty()) {
            throw new SyntaxProblem(
                    instruction + " needs at least one argument", "Write " + instruction + " name=value.");
        }
        if (words.get(0).indexOf('=') < 0) {
            String key = arguments.substring(0, Blanks.separator(arguments));
            if (key.length() == arguments.length()) {
                throw new SyntaxProblem(
                        instruction + " " + key + " has no value", "Write " + instruction + " " + key + "=value.");
            }
            return new Pairs(List.of(new Instruction.Pair(key, Blanks.afterSeparator(arguments))), true);
        }
        var pairs = new ArrayList<Instruction.Pair>();
        for (var word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new SyntaxProblem(
                        "\"" + word + "\" has no =",
                        word.startsWith("#")
                                ? "In the middle of a line, # does not begin a comment. Put the comment on a line of its own."
                                : "Every word of " + instruction
                                        + " is name=value. Put values with spaces between quotes.");
            }
            pairs.add(new Instruction.Pair(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new Pairs(List.copyOf(pairs), false);
    }

    static SyntaxProblem blankName(String instruction, String word) {
        return new SyntaxProblem(
                "\"" + word + "\" has no name before the =",
                instruction + " takes name=value, without spaces around the =.");
    }

    /** Splits at blanks outside quotes. Quotes and escapes act, but stay: they are resolved with the variables. */
    static List<String> words(String text, char escape) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Blanks.isBlank(c)) {
                if (word.length() > 0) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == c) {
                quote = 0;
            } else if (c == escape && quote != '\'') {
                if (i + 1 == text.length()) {
                    break;
                }
                word.append(c);
                c = text.charAt(++i);
            }
            word.append(c);
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }
}
