package dev.drydock.dockerfile;

import java.util.List;

/** The command that RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD execute, in one of its two forms. */
public sealed interface CommandForm {

    /** Whether there is nothing to execute. */
    boolean isEmpty();

    /** Arguments given as a JSON array; may be empty. */
    record Exec(List<String> argv) implements CommandForm {
        @Override
        public boolean isEmpty() {
            return argv.isEmpty();
        }
    }

    /** Text for the shell in force; may be empty. Variables in it are the shell's business. */
    record Shell(String line) implements CommandForm {
        @Override
        public boolean isEmpty() {
            return line.isEmpty();
        }
    }
}
