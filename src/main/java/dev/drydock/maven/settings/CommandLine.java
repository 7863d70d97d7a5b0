package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;

/** Words of a line: separated by white space; single and double quotes keep it, a backslash keeps the next character. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * @param property for the complaint
     * @throws BuildFailure if a quote is not closed
     */
    public static List<String> words(String property, String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                open = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (quote != 0) {
            throw BuildFailure.ofBuild(
                    property + ": the quote " + quote + " is not closed in: " + line,
                    "Close it with a second one. If the character itself is meant, put a backslash before it.");
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }
}
