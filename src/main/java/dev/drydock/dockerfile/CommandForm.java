package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Heredoc;
import java.util.ArrayList;
import java.util.List;

/** The command that RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD execute, in one of its two forms. */
public sealed interface CommandForm {

    /** Whether there is nothing to execute. */
    boolean isEmpty();

    /**
     * The program and its arguments.
     *
     * @param shell program and arguments of the shell in force, to which a shell form is given
     */
    List<String> argv(List<String> shell);

    /** As the test of a HEALTHCHECK in an image's configuration: its kind, then the arguments or the line. */
    List<String> healthTest();

    /** With the here-documents of its instruction after it, for a shell that reads them itself. */
    CommandForm with(List<Heredoc> documents);

    /** Arguments given as a JSON array; may be empty. */
    record Exec(List<String> argv) implements CommandForm {
        @Override
        public boolean isEmpty() {
            return argv.isEmpty();
        }

        @Override
        public List<String> argv(List<String> shell) {
            return argv;
        }

        @Override
        public List<String> healthTest() {
            List<String> test = new ArrayList<>(List.of("CMD"));
            test.addAll(argv);
            return test;
        }

        /** The same: there are none in this form. */
        @Override
        public CommandForm with(List<Heredoc> documents) {
            return this;
        }
    }

    /** Text for the shell in force; may be empty. Variables in it are the shell's business. */
    record Shell(String line) implements CommandForm {
        @Override
        public boolean isEmpty() {
            return line.isEmpty();
        }

        @Override
        public List<String> argv(List<String> shell) {
            List<String> argv = new ArrayList<>(shell);
            argv.add(line);
            return argv;
        }

        @Override
        public List<String> healthTest() {
            return List.of("CMD-SHELL", line);
        }

        @Override
        public CommandForm with(List<Heredoc> documents) {
            StringBuilder text = new StringBuilder(line);
            for (Heredoc document : documents) {
                text.append('\n').append(document.content()).append(document.name());
            }
            return new Shell(text.toString());
        }
    }
}
