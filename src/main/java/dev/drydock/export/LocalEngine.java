package dev.drydock.export;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.process.Program;
import dev.drydock.process.SearchPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container engine on this machine that can be given images.
 *
 * @param program its command
 * @param environment of the command, in which it finds its daemon
 */
public record LocalEngine(Path program, Map<String, String> environment) {

    /** In the order they are tried. */
    public static final List<String> KNOWN = List.of("docker", "podman", "nerdctl");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * The engine of this name, or the first of those known that answers.
     *
     * @param name a command of PATH or a path; "" for whichever there is
     * @throws BuildFailure naming those tried and what they said
     */
    public static LocalEngine find(String name, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (String each : name.isEmpty() ? KNOWN : List.of(name)) {
            Optional<Path> program = program(each, environment);
            if (program.isEmpty()) {
                tried.add(each + ": not in PATH");
                continue;
            }
            LocalEngine engine = new LocalEngine(program.get(), environment);
            // Its client answers without its daemon, except to this.
            try {
                Program.Ended answer = engine.program("info").within(PATIENCE).run();
                if (answer.exitCode() == 0) {
                    return engine;
                }
                tried.add(each + ": " + lastLine(answer.out()));
            } catch (Program.Late late) {
                tried.add(each + ": no answer in " + PATIENCE.toSeconds() + " seconds");
            }
        }
        throw BuildFailure.ofEnvironment(
                "No container engine was found to load the image into (" + String.join("; ", tried) + ")",
                "Start one, or name its command with drydock.load.engine. Without an engine, drydock:save writes the"
                        + " image to a file.",
                null);
    }

    /**
     * Gives it the image.
     *
     * @return the names it has there
     */
    public List<Reference> load(ImageArchive archive, BuildEnvironment surroundings)
            throws IOException, InterruptedException {
        OciLayout image = CompleteLayout.of(archive.layout(), archive.store(), surroundings);
        Program.Ended loaded = program("load")
                .withInput(out -> archive.write(image, ImageArchive.Format.DOCKER, out))
                .run();
        if (loaded.exitCode() != 0) {
            throw BuildFailure.ofEnvironment(
                    "'" + program + " load' failed with exit code " + loaded.exitCode() + ": " + lastLine(loaded.out()),
                    null,
                    null);
        }
        surroundings.log().debug(loaded.out());
        return archive.namesOf(image);
    }

    private Program program(String argument) {
        return Program.of(List.of(program.toString(), argument))
                .withEnvironment(environment)
                .withErrorsInOutput();
    }

    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.isEmpty()
                ? "it printed nothing"
                : lines.get(lines.size() - 1).strip();
    }

    private static Optional<Path> program(String name, Map<String, String> environment) {
        if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        return SearchPath.find(name, environment);
    }
}
