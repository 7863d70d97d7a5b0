package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Blanks;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits what follows an instruction's name into its flags and its arguments.
 *
 * @param flags the words that begin with {@code --}, their quotes and escapes resolved; {@code --} by itself ends them
 * @param arguments the rest, trimmed, untouched
 */
record FlagWords(List<String> flags, String arguments) {

    static FlagWords of(String text, char escape) {
        int pos = 0;
        var flags = new ArrayList<String>();
        while (true) {
            while (pos < text.length() && Blanks.isSeparator(text.charAt(pos))) {
                pos++;
            }
            if (!text.startsWith("--", pos)) {
                return new FlagWords(flags, Blanks.trim(text.substring(pos)));
            }
            var word = new StringBuilder();
            pos = readWord(text, pos, escape, word);
            if (word.toString().equals("--")) {
                return new FlagWords(flags, Blanks.trim(text.substring(pos)));
            }
            flags.add(word.toString());
        }
    }

    private static int readWord(String text, int from, char escape, StringBuilder word) {
        char quote = 0;
        int pos = from;
        for (; pos < text.length(); pos++) {
            char c = text.charAt(pos);
            if (quote == 0 && Blanks.isSeparator(c)) {
                break;
            }
            if (quote == 0 ? c == '\'' || c == '"' : c == quote) {
                quote = quote == 0 ? c : 0;
            } else if (c != escape) {
                word.append(c);
            } else if (pos + 1 < text.length()) {
                word.append(text.charAt(++pos));
            }
        }
        return pos;
    }
}
