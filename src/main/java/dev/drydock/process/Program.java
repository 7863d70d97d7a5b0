package dev.drydock.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program about to be run. Unless told otherwise it works where this process does and with the same environment, reads
 * nothing, and has as much time as it likes. Not thread-safe.
 */
public final class Program {

    private static final File NOTHING = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");

    private static final int USUAL_LIMIT = 16 << 20;

    private final ProcessBuilder builder;
    private @Nullable Input input;
    private boolean mayRefuseInput;
    private @Nullable Duration time;
    private int outputLimit = USUAL_LIMIT;
    private @Nullable Output out;
    private @Nullable Output err;

    private Program(List<String> command) {
        builder = new ProcessBuilder(command).redirectInput(NOTHING);
    }

    /** Writes what a program is to read; the stream is closed afterwards, by who calls this. */
    public interface Input {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Reads what a program prints while it runs. */
    public interface Output {

        /**
         * Called on a thread of its own, which ends with it; the stream is closed afterwards. A failure is that of the program,
         * which is likely to end then, as nobody reads it any more.
         */
        void readFrom(InputStream in) throws IOException;
    }

    /**
     * The end of a program.
     *
     * @param out its standard output, as UTF-8, up to the limit; empty if somebody else has read it
     * @param err its error output, the same; also empty if that goes to the standard output
     */
    public record Ended(int exitCode, String out, String err) {}

    /** A program that has not ended in its time, and was made to. */
    public static final class Late extends IOException {
        Late(String program, Duration time) {
            super(program + " has not ended within " + time.toSeconds() + " seconds");
        }
    }

    /** @param command a path, or a name to be looked for in this process's {@code PATH}, and arguments */
    public static Program of(List<String> command) {
        return new Program(command);
    }

    public Program in(Path directory) {
        builder.directory(directory.toFile());
        return this;
    }

    /** These variables and no others. */
    public Program withEnvironment(Map<String, String> variables) {
        builder.environment().clear();
        builder.environment().putAll(variables);
        return this;
    }

    /** Has to be taken whole, unless the program fails and says so. */
    public Program withInput(Input writer) {
        builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        input = writer;
        mayRefuseInput = false;
        return this;
    }

    /** A few bytes, which the program may leave unread. */
    public Program withInput(byte[] bytes) {
        withInput(out -> out.write(bytes));
        mayRefuseInput = true;
        return this;
    }

    /** Error output goes to where standard output does. */
    public Program withErrorsInOutput() {
        builder.redirectErrorStream(true);
        return this;
    }

    /** Its standard output is read by this, and not kept. */
    public Program withOutput(Output reader) {
        out = reader;
        return this;
    }

    /** Its error output is read by this, and not kept. */
    public Program withErrors(Output reader) {
        err = reader;
        return this;
    }

    public Program within(Duration limit) {
        time = limit;
        return this;
    }

    /** @param bytes of each output that are kept, 16 MiB if this is not called; what exceeds them is read and dropped */
    public Program keeping(int bytes) {
        outputLimit = bytes;
        return this;
    }

    /**
     * Begins to run it; to be awaited in any case.
     *
     * @throws IOException if it cannot be started
     */
    public RunningProgram start() throws IOException {
        Process process = builder.start();
        KeptOutput kept = KeptOutput.of(process.getInputStream(), outputLimit, out);
        KeptOutput keptErrors = KeptOutput.of(process.getErrorStream(), outputLimit, err);
        return new RunningProgram(builder.command().get(0), process, kept, keptErrors, time, input, mayRefuseInput);
    }

    /**
     * Runs it to its end.
     *
     * @throws Late if it takes longer than it may
     * @throws IOException if it cannot be started, or does not take its input
     */
    public Ended run() throws IOException, InterruptedException {
        return start().await();
    }
}
