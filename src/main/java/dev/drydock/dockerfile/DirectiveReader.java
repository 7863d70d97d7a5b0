package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Blanks;
import dev.drydock.dockerfile.text.SyntaxProblem;
import org.jspecify.annotations.Nullable;

/** Takes in the lines of a Dockerfile from the top as long as they are directives. */
final class DirectiveReader {

    private boolean first = true;
    private boolean done;
    private boolean afterShebang;
    private @Nullable String syntax;
    private @Nullable String check;
    private @Nullable String escape;

    /**
     * Takes one line.
     *
     * @param line without blanks before it and without its end
     * @return whether it is a directive
     */
    boolean accept(String line) throws SyntaxProblem {
        if (done) {
            return false;
        }
        if (first && line.startsWith("#!")) {
            // BuildKit looks for syntax and check below it; to its parser it is a comment, which ends the directives.
            first = false;
            afterShebang = true;
            return false;
        }
        first = false;
        String rest = line.startsWith("#") ? Blanks.trimStart(line.substring(1)) : "";
        int equals = rest.indexOf('=');
        String value = equals < 0 ? "" : Blanks.trim(rest.substring(equals + 1));
        done = value.isEmpty() || !set(Blanks.trim(rest.substring(0, Math.max(equals, 0))), value);
        return !done && !afterShebang;
    }

    private boolean set(String name, String value) throws SyntaxProblem {
        if (name.equalsIgnoreCase("syntax")) {
            syntax = once("syntax", syntax, firstWord(value));
        } else if (name.equalsIgnoreCase("check")) {
            check = once("check", check, firstWord(value));
        } else if (!name.equalsIgnoreCase("escape")) {
            return false;
        } else if (!afterShebang) {
            escape = once("escape", escape, value);
            if (!value.equals("\\") && !value.equals("`")) {
                throw new SyntaxProblem(
                        "the escape character cannot be " + value,
                        "It is either \\ (the default) or ` (for Windows paths).");
            }
        }
        return true;
    }

    private String once(String name, @Nullable String before, String value) throws SyntaxProblem {
        if (before == null) {
            return value;
        }
        if (afterShebang) {
            return before;
        }
        throw new SyntaxProblem("the directive " + name + " is given twice", "Keep one of the two.");
    }

    private static String firstWord(String value) {
        int blank = value.indexOf(' ');
        return blank < 0 ? value : value.substring(0, blank);
    }

    /** Directives taken in so far. */
    Directives directives() {
        return new Directives(syntax, escape(), check);
    }

    char escape() {
        return escape == null ? '\\' : escape.charAt(0);
    }
}
