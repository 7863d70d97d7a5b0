package dev.drydock.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that nobody waits for: it ends by itself, perhaps later than this JVM. */
public final class BackgroundProgram {

    private BackgroundProgram() {}

    /**
     * Starts it with an empty environment. It reads nothing, and nobody reads what it prints.
     *
     * @param command a path and arguments
     */
    public static void start(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.start().getOutputStream().close();
    }
}
