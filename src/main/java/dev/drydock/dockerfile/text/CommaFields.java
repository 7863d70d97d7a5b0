package dev.drydock.dockerfile.text;

import java.util.ArrayList;
import java.util.List;

/** The comma-separated values of {@code --mount} and {@code --device}. */
public final class CommaFields {

    private CommaFields() {}

    /** Splits as CSV: a field may stand between double quotes, a double quote in it is written twice. */
    public static List<String> split(String text) throws SyntaxProblem {
        var fields = new ArrayList<String>();
        int pos = 0;
        do {
            var field = new StringBuilder();
            boolean quoted = pos < text.length() && text.charAt(pos) == '"';
            pos = quoted ? readQuoted(text, pos + 1, field) : readPlain(text, pos, field);
            fields.add(field.toString());
        } while (pos++ < text.length());
        return fields;
    }

    private static int readPlain(String text, int from, StringBuilder field) throws SyntaxProblem {
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        field.append(text, from, end);
        if (field.indexOf("\"") >= 0) {
            throw malformed(text);
        }
        return end;
    }

    private static int readQuoted(String text, int from, StringBuilder field) throws SyntaxProblem {
        int pos = from;
        while (true) {
            int quote = text.indexOf('"', pos);
            if (quote < 0) {
                throw malformed(text);
            }
            field.append(text, pos, quote);
            if (!text.startsWith("\"\"", quote)) {
                pos = quote + 1;
                break;
            }
            field.append('"');
            pos = quote + 2;
        }
        if (pos < text.length() && text.charAt(pos) != ',') {
            throw malformed(text);
        }
        return pos;
    }

    private static SyntaxProblem malformed(String text) {
        return new SyntaxProblem(
                "\"" + text + "\" is not a list of comma-separated fields",
                "Quote whole fields, or leave the double quotes out.");
    }

    /** A boolean as Go reads it. */
    public static boolean isTrue(String key, String value) throws SyntaxProblem {
        switch (value) {
            case "1", "t", "T", "true", "TRUE", "True":
                return true;
            case "0", "f", "F", "false", "FALSE", "False":
                return false;
            default:
                throw new SyntaxProblem(key + " cannot be \"" + value + "\"", "It is either true or false.");
        }
    }
}
