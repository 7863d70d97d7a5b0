package dev.drydock.advice;

import dev.drydock.failure.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last lines a command has printed, and what they mean if it has failed. For the output of one command, from one thread at a time.
 */
public final class FailedCommand {

    /** The last lines of a program mostly say why it failed; what was printed long before belongs to something else. */
    private static final int LINES = 60;

    /** In characters: the rest of a longer line is not looked at. */
    private static final int LONGEST_LINE = 2000;

    /** Colours and the like. */
    private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");

    private final Deque<String> lines = new ArrayDeque<>();

    /** To be called with each line of the output. */
    public synchronized void line(String line) {
        lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    /**
     * Advice, in one or more sentences: by what the command has printed, or else by what its exit code usually means.
     *
     * @param exitCode 128 + n if signal n ended it
     */
    public synchronized String advice(int exitCode) {
        String output = CONTROL.matcher(String.join("\n", lines)).replaceAll("");
        for (Rule rule : Rules.ALL) {
            Optional<String> advice = rule.advice(exitCode, output);
            if (advice.isPresent()) {
                return advice.get();
            }
        }
        String meaning = ExitCode.meaning(exitCode);
        return meaning != null ? meaning : "Its output above says more.";
    }
}
