package dev.drydock.maven.session;

import dev.drydock.failure.BuildFailure;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A password that is typed or piped, since other users of a machine can read command lines, and shells remember them. */
public final class TypedPassword {

    private static final int LIMIT = 1 << 20;

    private TypedPassword() {}

    /**
     * Typed unseen where the standard input is a terminal; otherwise all of the standard input but the ends of lines at its end.
     *
     * @param goal to be named in the hint
     * @throws BuildFailure if there is none
     */
    @SuppressWarnings("SystemConsoleNull") // both ways of Java are seen to
    public static String read(InputStream in, String goal) throws IOException {
        Console console = System.console();
        String password = console != null && Consoles.isTerminal(console) ? typed(console) : piped(in);
        if (password.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "There is no password on the standard input",
                    "Give it one: printf %s \"$TOKEN\" | mvn -B drydock:" + goal + " ..., or mvn -B drydock:" + goal
                            + " ... < token.txt. On a terminal Drydock asks for it.");
        }
        return password;
    }

    private static String typed(Console console) {
        char @Nullable [] typed = console.readPassword("Password or token: ");
        if (typed == null) {
            return "";
        }
        String password = new String(typed);
        Arrays.fill(typed, ' ');
        return password;
    }

    private static String piped(InputStream in) throws IOException {
        String text = new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
