package dev.drydock.maven.recording;

import dev.drydock.container.ContainerRun;
import dev.drydock.container.StartedContainer.End;
import dev.drydock.container.StartedContainer.Way;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.ImageConfig;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.io.FileTrees;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.log.Wording;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.LayerListener;
import dev.drydock.solve.Recording;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** Records one container, and has its image built again with what was recorded. */
@StartUp
public final class StartRecorder {

    /** For the JVM, which begins to write when the application has ended. */
    private static final Duration WRITING = Duration.ofMinutes(3);

    private final Recordable recordable;
    private final Path directory;
    private final ImageConfig config;
    private final Instant began = Instant.now();

    private StartRecorder(Recordable recordable, Path directory, ImageConfig config) {
        this.recordable = recordable;
        this.directory = directory;
        this.config = config;
    }

    /** @param recordable image that is without what is to be recorded */
    public static StartRecorder of(Recordable recordable) throws IOException {
        Path directory = recordable.request().workspace().output().resolve("recording");
        FileTrees.delete(directory);
        Files.createDirectories(directory);
        return new StartRecorder(recordable, directory, recordable.image().parsedConfig());
    }

    /** When the container was about to be started. */
    public Instant began() {
        return began;
    }

    /**
     * The container as it is recorded.
     *
     * @param args for the application; empty for the image's CMD
     */
    public ContainerRun recorded(ContainerRun container, List<String> args, Map<String, String> env) {
        return container
                .withCommand(recordable.part().recording())
                .with(args.isEmpty() ? config.cmd() : args, env)
                .keepingChanges(directory);
    }

    /** How long the container may take to end. */
    public Duration patience(Duration grace) {
        return grace.plus(WRITING);
    }

    /**
     * Ends the recording, whatever came of it.
     *
     * @param artifacts that the image's bill of materials may know
     * @param unproved why the use of the application was none to learn from, a sentence; empty if it was one
     * @return the image with what was recorded; empty if that is nothing, which the log tells, and the image is as it was
     * @throws dev.drydock.failure.BuildFailure if the image cannot be built again
     */
    public Optional<BuildResult> finish(
            End end,
            ContainerOutput output,
            Optional<String> unproved,
            BuildLog build,
            KnownArtifacts artifacts,
            Log log)
            throws IOException, InterruptedException {
        try {
            Path file = directory.resolve("recorded");
            Optional<String> wrong = wrong(end, output, file);
            if (wrong.isEmpty()) {
                wrong = unproved;
            }
            if (wrong.isPresent()) {
                log.warn("The image has no archive for a fast start: " + wrong.get());
                return Optional.empty();
            }
            log.info("Recorded an archive of " + Wording.size(Files.size(file))
                    + " for a fast start, which the image now gets as its last layer");
            BuildEnvironment surroundings = recordable.surroundings().withLog(build);
            var recording = new Recording(file, config.platform(), config.diffIds());
            return Optional.of(
                    new Builder(surroundings, LayerListener.NONE, artifacts).build(recordable.again(), recording));
        } finally {
            FileTrees.delete(directory);
        }
    }

    private Optional<String> wrong(End end, ContainerOutput output, Path file) throws IOException {
        WrittenLayer changes = end.changes();
        String printed = "; what it printed is in " + output.file();
        if (end.way() == Way.KILLED) {
            return Optional.of("the container was killed, since it did not end when it was asked to" + printed);
        }
        if (changes == null) {
            return Optional.of("the container ended with " + ExitCode.describe(end.exitCode()) + printed);
        }
        return WrittenFile.take(changes, recordable.part().from(), file)
                ? Optional.empty()
                : Optional.of("its JVM has not written " + recordable.part().from() + printed);
    }
}
