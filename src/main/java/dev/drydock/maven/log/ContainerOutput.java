package dev.drydock.maven.log;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The output of a container, kept in a file; its last lines are remembered for errors, and one line may be waited for. */
public final class ContainerOutput implements AutoCloseable {

    private static final int LAST_LINES = 30;

    private final Path file;
    private final Writer writer;
    private final @Nullable Pattern awaited;
    private final Deque<String> last = new ArrayDeque<>();
    private boolean ready;
    private boolean closed;

    private ContainerOutput(Path file, Writer writer, @Nullable Pattern awaited) {
        this.file = file;
        this.writer = writer;
        this.awaited = awaited;
        this.ready = awaited == null;
    }

    /** @param awaited regular expression of the line that says it is ready; empty if no line does */
    public static ContainerOutput to(Path file, Optional<String> awaited) throws IOException {
        try {
            Pattern pattern = awaited.map(Pattern::compile).orElse(null);
            Files.createDirectories(file.getParent());
            return new ContainerOutput(file, Files.newBufferedWriter(file), pattern);
        } catch (PatternSyntaxException e) {
            throw BuildFailure.ofBuild(
                    "drydock.wait.log: '" + e.getPattern() + "' is not a regular expression: " + e.getDescription(),
                    "Put a backslash before a character that stands for itself.");
        }
    }

    /** Lines that come after closing are dropped: the container is being ended. */
    public synchronized void line(String line) {
        if (closed) {
            return;
        }
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        ready |= awaited != null && awaited.matcher(line).find();
    }

    /** Whether the awaited line has come, or none is awaited. */
    public synchronized boolean isReady() {
        return ready;
    }

    /** Its last lines, to stand behind a sentence; "." if there are none. */
    public synchronized String end() {
        return last.isEmpty() ? "." : ", after printing:\n  " + String.join("\n  ", last);
    }

    public Path file() {
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
