package dev.drydock.java.runtime;

import dev.drydock.failure.BuildFailure;
import dev.drydock.process.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JDK on this machine. */
public record Jdk(Path home) {

    /** Major release, such as 17. */
    int release() throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
    }

    /** Names of all its modules. */
    Set<String> modules() throws IOException {
        try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
                Stream<Path> modules = Files.list(image.getPath("/modules"))) {
            return modules.map(module -> String.valueOf(module.getFileName())).collect(Collectors.toSet());
        }
    }

    /** The identity that tells this JDK from others. */
    String identity() throws IOException {
        return Files.readString(home.resolve("release"));
    }

    /**
     * Runs one of its tools.
     *
     * @return what it printed
     * @throws BuildFailure with what it printed, if it fails or is not there
     */
    String run(String tool, List<String> arguments) throws IOException, InterruptedException {
        return run(home.resolve("bin"), tool, arguments);
    }

    static String run(Path directory, String tool, List<String> arguments) throws IOException, InterruptedException {
        Path program = directory.resolve(tool);
        if (!Files.isExecutable(program)) {
            throw BuildFailure.ofEnvironment(
                    "The program " + program + " does not exist, or cannot be executed",
                    "<runtime>jlink</runtime> needs a whole JDK, not a JRE: run Maven with one.",
                    null);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Program.Ended ended = Program.of(command).withErrorsInOutput().run();
        if (ended.exitCode() != 0) {
            throw BuildFailure.ofBuild(tool + " failed: " + ended.out().strip(), null);
        }
        return ended.out();
    }
}
