package dev.drydock.dockerfile;

import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.HeredocWord;
import dev.drydock.dockerfile.text.SourceRange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One instruction, its flags and arguments taken apart and checked as far as they can be without values of variables. Nothing in
 * it is expanded: quotes, escapes and {@code $} are still there.
 */
public sealed interface Instruction {

    /** The text the user wrote. */
    Statement statement();

    /** Calls the visitor's method for this kind of instruction. */
    <R> R accept(InstructionVisitor<R> visitor);

    default SourceRange range() {
        return statement().range();
    }

    /**
     * Reads an ONBUILD trigger of a base image, which is checked only now that it fires. Its range is that of the FROM.
     *
     * @param trigger as the image's configuration holds it
     * @param file the Dockerfile being built, for the message
     * @param base the FROM that fires it
     * @throws dev.drydock.failure.BuildFailure if it is not exactly one valid instruction
     */
    static Instruction parseTrigger(String trigger, Dockerfile file, From base) {
        return Trigger.parse(trigger, file, base);
    }

    /** A key and a value of ENV or LABEL, both unexpanded; the key is not blank. */
    record Pair(String key, String value) {}

    /**
     * FROM: begins a stage.
     *
     * @param image stage, context or image, unexpanded
     * @param platform unexpanded; null if none is asked for
     * @param name null if the stage is not named
     */
    record From(
            Statement statement,
            String image,
            @Nullable String platform,
            @Nullable StageName name) implements Instruction {

        /**
         * {@code AS name}.
         *
         * @param keyword the user's spelling of AS
         * @param written the user's spelling of the name
         */
        public record StageName(String keyword, String written) {

            /** The key by which the stage is found: its name in lower case. */
            public String value() {
                return written.toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** ARG: declares build arguments, in order. */
    record Arg(Statement statement, List<Declaration> declarations) implements Instruction {

        /**
         * @param value unexpanded default; null if there is none
         * @param description from the comment above, if that begins with the name; null if there is none
         */
        public record Declaration(
                String name,
                @Nullable String value,
                @Nullable String description) {}

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * ENV.
     *
     * @param legacy written {@code ENV key value}
     */
    record Env(Statement statement, List<Pair> pairs, boolean legacy) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * LABEL.
     *
     * @param legacy written {@code LABEL key value}
     */
    record Label(Statement statement, List<Pair> pairs, boolean legacy) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * RUN.
     *
     * @param command if there are here-documents, a shell line that still holds their {@code <<WORD}
     * @param mounts in order; for one target the last wins
     * @param heredocs in order
     */
    record Run(
            Statement statement,
            CommandForm command,
            List<MountFlag> mounts,
            Network network,
            Security security,
            List<Device> devices,
            List<Heredoc> heredocs)
            implements Instruction {

        /** Values of {@code --network}. */
        public enum Network {
            DEFAULT,
            NONE,
            HOST
        }

        /** Values of {@code --security}. */
        public enum Security {
            SANDBOX,
            INSECURE
        }

        /** {@code --device}: a CDI device. */
        public record Device(String name, boolean required) {}

        /**
         * The document that is the whole command, as in {@code RUN <<EOF}: its body is the script and is never expanded. Null if
         * there is none or the line says more.
         */
        public @Nullable Heredoc script() {
            return command instanceof CommandForm.Shell shell
                            && !heredocs.isEmpty()
                            && HeredocWord.parse(shell.line()) != null
                    ? heredocs.get(0)
                    : null;
        }

        /** The command with the documents after it, for a shell that reads them itself. */
        public CommandForm commandWithDocuments() {
            return command.with(heredocs);
        }

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * COPY.
     *
     * @param sources paths and patterns, unexpanded, in order
     * @param inlineSources here-documents, which come after the paths wherever they are written
     * @param destination unexpanded
     * @param from stage, number, context or image; null for the build context. Holds no variables.
     * @param chown unexpanded; null if not given
     * @param chmod unexpanded; null if not given
     * @param excludes patterns, never expanded
     */
    record Copy(
            Statement statement,
            List<String> sources,
            List<Heredoc> inlineSources,
            String destination,
            @Nullable String from,
            @Nullable String chown,
            @Nullable String chmod,
            boolean link,
            boolean parents,
            List<String> excludes)
            implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * ADD. Components it shares with COPY mean the same.
     *
     * @param checksum unexpanded; null if not given
     * @param keepGitDir null if not given
     * @param unpack null if not given
     */
    record Add(
            Statement statement,
            List<String> sources,
            List<Heredoc> inlineSources,
            String destination,
            @Nullable String chown,
            @Nullable String chmod,
            @Nullable String checksum,
            boolean link,
            @Nullable Boolean keepGitDir,
            @Nullable Boolean unpack,
            List<String> excludes)
            implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * WORKDIR.
     *
     * @param path unexpanded
     */
    record Workdir(Statement statement, String path) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * USER.
     *
     * @param user unexpanded
     */
    record User(Statement statement, String user) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** CMD. */
    record Cmd(Statement statement, CommandForm command) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** ENTRYPOINT. */
    record Entrypoint(Statement statement, CommandForm command) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * EXPOSE.
     *
     * @param ports unexpanded words, sorted; {@link Words#ports} reads them
     */
    record Expose(Statement statement, List<String> ports) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * VOLUME.
     *
     * @param paths unexpanded, none blank
     */
    record Volume(Statement statement, List<String> paths) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * SHELL.
     *
     * @param argv at least one
     */
    record Shell(Statement statement, List<String> argv) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * STOPSIGNAL.
     *
     * @param signal unexpanded
     */
    record StopSignal(Statement statement, String signal) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * HEALTHCHECK. Durations and retries that are not given are zero.
     *
     * @param command null for HEALTHCHECK NONE
     */
    record Healthcheck(
            Statement statement,
            @Nullable CommandForm command,
            Duration interval,
            Duration timeout,
            Duration startPeriod,
            Duration startInterval,
            int retries)
            implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * ONBUILD.
     *
     * @param trigger as it is stored in the image, here-documents appended; see {@link #parseTrigger}
     */
    record OnBuild(Statement statement, String trigger) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * MAINTAINER, deprecated.
     *
     * @param author never expanded
     */
    record Maintainer(Statement statement, String author) implements Instruction {

        @Override
        public <R> R accept(InstructionVisitor<R> visitor) {
            return visitor.visit(this);
        }
    }
}
