package dev.drydock.copy;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code --chmod}: an octal number up to 7777 that replaces every mode, or clauses as chmod(1) of BSD reads
 * them ({@code u=rwX,go=rX}, {@code +x}, {@code g=u}), which change the source's mode under a umask of 0.
 */
final class ModeChange {

    private static final ModeChange NONE = new ModeChange(null, List.of());

    private static final int ALL_BUT_STICKY = 06777;
    private static final int STICKY = 01000;
    private static final int EXECUTE = 0111;

    private final @Nullable Integer absolute;
    private final List<Action> actions;

    /** A part of a clause: {@code mode} as it has become so far, {@code original} as it was. */
    private interface Action {
        int apply(int mode, int original, boolean directory);
    }

    private ModeChange(@Nullable Integer absolute, List<Action> actions) {
        this.absolute = absolute;
        this.actions = actions;
    }

    /** @throws BuildFailure if the value is neither form; null changes nothing */
    static ModeChange parse(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        if (value.matches("[0-7]+")) {
            int mode = value.length() > 10 ? Integer.MAX_VALUE : (int) Long.parseLong(value, 8);
            if (mode < 0 || mode > 07777) {
                throw notOctal(value);
            }
            return new ModeChange(mode, List.of());
        }
        if (Character.isDigit(value.charAt(0))) {
            throw notOctal(value);
        }
        return new ModeChange(null, new Clauses(value).parse());
    }

    /** The mode of what is copied. */
    int apply(int mode, boolean directory) {
        if (absolute != null) {
            return absolute;
        }
        int changed = mode;
        for (Action action : actions) {
            changed = action.apply(changed, mode, directory);
        }
        return changed;
    }

    /** The mode of directories made on the way: permission bits of a number; clauses have nothing to change in them. */
    int madeDirectory() {
        return absolute != null ? absolute & 0777 : 0755;
    }

    private static BuildFailure notOctal(String value) {
        return BuildFailure.ofBuild(
                "--chmod=" + value + " is not an octal number from 0 to 7777",
                "Write a mode such as 755 or 0644, or letters such as u=rwX,go=rX.");
    }

    /** Reads the symbolic form. */
    private static final class Clauses {
        private final String text;
        private int at;
        private final List<Action> actions = new ArrayList<>();

        Clauses(String text) {
            this.text = text;
        }

        List<Action> parse() {
            while (true) {
                int who = who();
                do {
                    operation(who);
                } while (at < text.length() && text.charAt(at) != ',');
                if (at == text.length()) {
                    return actions;
                }
                at++;
            }
        }

        private int who() {
            int who = 0;
            while (at < text.length()) {
                switch (text.charAt(at)) {
                    case 'a' -> who |= ALL_BUT_STICKY;
                    case 'u' -> who |= 04700;
                    case 'g' -> who |= 02070;
                    case 'o' -> who |= 00007;
                    default -> {
                        return who;
                    }
                }
                at++;
            }
            return who;
        }

        private void operation(int clauseWho) {
            char operator = at < text.length() ? text.charAt(at++) : ' ';
            if (operator != '+' && operator != '-' && operator != '=') {
                throw malformed();
            }
            int who = clauseWho;
            int bits = 0;
            boolean executeIfAny = false;
            boolean copied = false;
            for (; at < text.length(); at++) {
                char letter = text.charAt(at);
                boolean setId = who == 0 || (who & ~7) != 0;
                if (letter == 'r') {
                    bits |= 0444;
                } else if (letter == 'w') {
                    bits |= 0222;
                } else if (letter == 'x' || letter == 'X' && operator == '-') {
                    bits |= EXECUTE;
                } else if (letter == 'X') {
                    executeIfAny = true;
                } else if (letter == 's') {
                    bits |= setId ? 06000 : 0;
                } else if (letter == 't') {
                    bits |= setId ? STICKY : 0;
                    who |= setId ? STICKY : 0;
                } else if (letter == 'u' || letter == 'g' || letter == 'o') {
                    flush(operator, who, bits, executeIfAny, bits != 0);
                    bits = 0;
                    executeIfAny = false;
                    copied = true;
                    copy(operator, who, letter);
                } else {
                    break;
                }
            }
            flush(operator, who, bits, executeIfAny, bits != 0 || operator == '=' && !copied);
        }

        private void flush(char operator, int who, int bits, boolean executeIfAny, boolean change) {
            int chosen = who == 0 ? bits : bits & who;
            int reach = who == 0 ? ALL_BUT_STICKY : who;
            if (change) {
                actions.add((mode, original, directory) -> switch (operator) {
                    case '+' -> mode | chosen;
                    case '-' -> mode & ~chosen;
                    default -> mode & ~reach | chosen;
                });
            }
            if (executeIfAny) {
                int execute = who == 0 ? EXECUTE : EXECUTE & who;
                actions.add(
                        (mode, original, directory) -> directory || (original & EXECUTE) != 0 ? mode | execute : mode);
            }
        }

        private void copy(char operator, int who, char from) {
            int shift = from == 'u' ? 6 : from == 'g' ? 3 : 0;
            int reach =
                    who == 0 ? 0777 : (who & 0400) / 0400 * 0700 | (who & 0040) / 0040 * 0070 | (who & 0004) / 4 * 7;
            actions.add((mode, original, directory) -> {
                int value = (mode >> shift & 7) * 0111 & reach;
                return switch (operator) {
                    case '+' -> mode | value;
                    case '-' -> mode & ~value;
                    default -> mode & ~reach | value;
                };
            });
        }

        private BuildFailure malformed() {
            return BuildFailure.ofBuild(
                    "--chmod=" + text + " is not a mode",
                    "Write an octal number such as 755, or letters such as u=rwX,go=rX.");
        }
    }
}
