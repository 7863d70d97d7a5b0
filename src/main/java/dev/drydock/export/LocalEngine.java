package dev.drydock.export;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A container engine on this machine that can be given images.
 *
 * @param program its command
 * @param environment of the command, in which it finds its daemon
 */
public record LocalEngine(Path program, Map<String, String> environment) {

    /** In the order they are tried. */
    public static final List<String> KNOWN = List.of("docker", "podman", "nerdctl");

    private static final long PATIENCE_SECONDS = 20;

    private record Ended(int exitCode, String output) {}

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
            Ended answer = engine.run(List.of("info"), out -> {});
            if (answer.exitCode == 0) {
                return engine;
            }
            tried.add(each + ": " + lastLine(answer.output));
        }
        throw BuildFailure.ofEnvironment(
                "No container engine was found to load the image into (" + String.join("; ", tried) + ")",
                "Start one, or name its command with drydock.load.engine. Without an engine, drydock:save writes the"
                        + " image to a file.",
                null);
    }

    /** Gives it the image. @return the names it has there */
    public List<Reference> load(ImageArchive archive, BuildEnvironment surroundings)
            throws IOException, InterruptedException {
        OciLayout image = CompleteLayout.of(archive.layout(), archive.store(), surroundings);
        Ended loaded = run(List.of("load"), out -> archive.write(image, ImageArchive.Format.DOCKER, out));
        if (loaded.exitCode != 0) {
            throw BuildFailure.ofEnvironment(
                    "'" + program + " load' failed with exit code " + loaded.exitCode + ": " + lastLine(loaded.output),
                    null,
                    null);
        }
        surroundings.log().debug(loaded.output);
        return archive.namesOf(image);
    }

    private interface Input {
        void writeTo(OutputStream out) throws IOException;
    }

    private Ended run(List<String> arguments, Input input) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
                input.writeTo(out);
            } catch (IOException e) {
                // The program's own words before it stopped listening are the better reason.
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0) {
                    throw e;
                }
            }
            boolean asking = arguments.equals(List.of("info"));
            if (asking && !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Ended(-1, "no answer in " + PATIENCE_SECONDS + " seconds");
            }
            int exitCode = process.waitFor();
            return new Ended(exitCode, output.get());
        } catch (ExecutionException e) {
            throw new IOException(program + ": " + Cause.of(e), e);
        } finally {
            process.destroy();
        }
    }

    private static String read(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Cause.of(e);
        }
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
        for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!directory.isEmpty()) {
                Path file = Path.of(directory).resolve(name);
                if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
