package dev.drydock.dockerfile.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the {@code [n]<<[-]WORD} that announce here-documents. The escape directive has no say here: it is the shell's syntax. */
public final class HeredocWord {

    private static final ShellLexer.Mode SEPARATE = new ShellLexer.Mode('\\', true, true, false, true);
    private static final ShellLexer.Mode UNQUOTED = new ShellLexer.Mode('\\', false, false, false, true);
    private static final ShellLexer.Mode QUOTED = new ShellLexer.Mode('\\', true, false, false, true);

    private HeredocWord() {}

    /** The documents a line announces, still without content. A line no shell could read announces none. */
    public static List<Heredoc> in(String line) throws SyntaxProblem {
        if (!line.contains("<<")) {
            return List.of();
        }
        List<String> words;
        try {
            words = ShellLexer.split(line, SEPARATE, Variables.none());
        } catch (SyntaxProblem unreadable) {
            return List.of();
        }
        var found = new ArrayList<Heredoc>();
        for (var word : words) {
            var document = read(word);
            if (document != null) {
                found.add(document);
            }
        }
        return found;
    }

    /** The document, without content, if the whole text announces exactly one; else null. */
    public static @Nullable Heredoc parse(String text) {
        try {
            return read(text);
        } catch (SyntaxProblem malformed) {
            return null;
        }
    }

    private static @Nullable Heredoc read(String text) throws SyntaxProblem {
        int mark = 0;
        while (mark < text.length() && text.charAt(mark) >= '0' && text.charAt(mark) <= '9') {
            mark++;
        }
        if (!text.startsWith("<<", mark) || text.indexOf('<', mark + 2) >= 0) {
            return null;
        }
        boolean stripTabs = text.startsWith("-", mark + 2);
        String rest = Blanks.trimStart(text.substring(mark + (stripTabs ? 3 : 2)));
        if (rest.isEmpty()) {
            return null;
        }
        var words = ShellLexer.split(rest, UNQUOTED, Variables.none());
        if (words.size() != 1) {
            return null;
        }
        String name = words.get(0);
        var quoted = ShellLexer.split(rest, QUOTED, Variables.none());
        boolean expand = quoted.size() == 1 && quotes(quoted.get(0)) == quotes(name);
        return new Heredoc(name, "", expand, stripTabs, descriptor(text.substring(0, mark)));
    }

    private static int quotes(String word) {
        int count = 0;
        for (int i = 0; i < word.length(); i++) {
            count += word.charAt(i) == '\'' || word.charAt(i) == '"' ? 1 : 0;
        }
        return count;
    }

    private static int descriptor(String digits) {
        if (digits.isEmpty()) {
            return 0;
        }
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
