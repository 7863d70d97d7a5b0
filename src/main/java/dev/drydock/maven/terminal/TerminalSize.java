package dev.drydock.maven.terminal;

import dev.drydock.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The size of a terminal.
 *
 * @param columns cells of a row
 */
record TerminalSize(int columns, int rows) {

    /** The size of terminals since the VT100; assumed if nobody can tell. */
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final int ANSWER_BYTES = 64;

    /**
     * Asks the terminal of this process. POSIX's {@code stty} is there wherever {@code mvn} is a shell script; the library
     * that Maven has for it is not the same in any two lines of Maven.
     *
     * @return the usual size if there is no answer within a second
     */
    static TerminalSize measure() {
        try {
            Program.Ended stty = Program.of(List.of("sh", "-c", "stty size < /dev/tty"))
                    .keeping(ANSWER_BYTES)
                    .within(Duration.ofSeconds(1))
                    .run();
            return parse(stty.out());
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** @param answer rows and columns, {@code 24 80}; a terminal that does not know its size says 0 */
    static TerminalSize parse(String answer) {
        String[] words = answer.strip().split(" ");
        try {
            int rows = Integer.parseInt(words[0]);
            int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
            return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
