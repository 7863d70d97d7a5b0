package dev.drydock.container;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.SandboxNotes;
import dev.drydock.export.CompleteLayout;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Platform;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.StartedRun;
import dev.drydock.run.WorkerRunEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A container to run from a built image, without Docker, on the network of this machine. Files it writes are thrown away,
 * unless they are asked for.
 *
 * @param layout of the image
 * @param store machine-wide, where unpacked layers are kept
 * @param entrypoint instead of the image's, whose CMD then does not count either; null for the image's own
 * @param args instead of the image's CMD; empty for the image's own
 * @param env added to the image's
 * @param changes an existing directory that is to get what the container has written, as a layer, if it ends with exit code 0 or by
 *     the signal that its image names; null to throw that away
 */
public record ContainerRun(
        Path layout,
        Path store,
        @Nullable List<String> entrypoint,
        List<String> args,
        Map<String, String> env,
        @Nullable Path changes) {

    /** The PATH that Docker gives containers whose image sets none. */
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** As the image says it, for this machine's platform. */
    public static ContainerRun of(Path layout, Path store) {
        return new ContainerRun(layout, store, null, List.of(), Map.of(), null);
    }

    /** @param command instead of the image's entrypoint and CMD */
    public ContainerRun withCommand(List<String> command) {
        return new ContainerRun(layout, store, command, List.of(), env, changes);
    }

    /** @param arguments instead of the image's CMD; empty for the image's own */
    public ContainerRun with(List<String> arguments, Map<String, String> environment) {
        return new ContainerRun(layout, store, entrypoint, arguments, environment, changes);
    }

    /** Keeps what it writes: see {@link #changes}. */
    public ContainerRun keepingChanges(Path directory) {
        return new ContainerRun(layout, store, entrypoint, args, env, directory);
    }

    /**
     * Runs to the end, with the streams of this JVM if {@code output} is null, else line by line to it. One that has the
     * streams gets some seconds to end when this JVM is ended by a signal, and that signal from the terminal, or else the one
     * its image names.
     *
     * @return the exit code, 128 + n for a death by signal n
     * @throws BuildFailure if there is no image, it says nothing to run, or processes cannot be run here
     * @throws InterruptedException if interrupted; the container is killed
     */
    public int run(BuildEnvironment surroundings, @Nullable Consumer<String> output) throws InterruptedException {
        try (WorkerRunEngine engine = engine(surroundings);
                var progress = new ContainerProgress(surroundings.log(), output == null ? line -> {} : output)) {
            CompleteLayout.of(layout, store, surroundings);
            StartedRun run = engine.start(request(output == null), progress);
            return output == null ? awaitWithFarewell(run) : run.await().exitCode();
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image in " + layout + " cannot be run", e);
        }
    }

    private int awaitWithFarewell(StartedRun run) throws IOException, InterruptedException {
        var farewell = GracePeriod.to(run, stopSignal());
        try {
            return run.await().exitCode();
        } finally {
            farewell.withdraw();
        }
    }

    /**
     * Starts it and returns.
     *
     * @param output gets each line it prints, on threads of the container's; nothing reads its input
     * @throws BuildFailure if there is no image, it says nothing to run, or processes cannot be run here
     */
    public StartedContainer start(BuildEnvironment surroundings, Consumer<String> output) throws InterruptedException {
        WorkerRunEngine engine = engine(surroundings);
        try {
            CompleteLayout.of(layout, store, surroundings);
            var progress = new ContainerProgress(surroundings.log(), output);
            return new StartedContainer(engine, progress, engine.start(request(false), progress), stopSignal());
        } catch (IOException e) {
            engine.close();
            throw BuildFailure.ofCause("The image in " + layout + " cannot be run", e);
        } catch (RuntimeException | InterruptedException e) {
            engine.close();
            throw e;
        }
    }

    private WorkerRunEngine engine(BuildEnvironment surroundings) {
        return WorkerRunEngine.open(SandboxNotes.options(store, surroundings));
    }

    private int stopSignal() throws IOException {
        return StopSignal.number(image().parsedConfig().stopSignal());
    }

    RunRequest request(boolean inheritIo) throws IOException {
        LayoutImage image = image();
        ImageConfig config = image.parsedConfig();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", DEFAULT_PATH);
        variables.putAll(config.env());
        variables.putAll(env);
        return RunRequest.of(layers(image, config), argv(config))
                .env(variables)
                .user(config.user())
                .workdir(orRoot(config.workingDir()))
                .hostname(image.manifest().config().digest().shortHex())
                .network(true)
                .inheritIo(inheritIo)
                .capture(changes == null ? null : capture(changes, config))
                .build();
    }

    private static Capture capture(Path directory, ImageConfig config) {
        return new Capture(
                directory, Compression.NONE, null, ExitCode.ofSignal(StopSignal.number(config.stopSignal())));
    }

    private LayoutImage image() throws IOException {
        return OciLayout.open(layout).image("", Platform.current());
    }

    private List<String> argv(ImageConfig config) {
        List<String> argv = new ArrayList<>(entrypoint != null ? entrypoint : config.entrypoint());
        argv.addAll(!args.isEmpty() || entrypoint != null ? args : config.cmd());
        if (argv.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "The image in " + layout + " has neither an ENTRYPOINT nor a CMD, so there is nothing to run",
                    "Give the image one of them, or name a command with drydock.args.");
        }
        return argv;
    }

    private static List<LayerFile> layers(LayoutImage image, ImageConfig config) throws IOException {
        List<Digest> diffIds = config.diffIds();
        var blobs = image.manifest().layers();
        if (diffIds.size() != blobs.size()) {
            throw new IOException(
                    "its manifest lists " + blobs.size() + " layers, its configuration " + diffIds.size());
        }
        List<LayerFile> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Path file = image.blobs().get(blobs.get(i).digest());
            if (file == null) {
                throw new IOException("its layer " + blobs.get(i).digest() + " is missing");
            }
            layers.add(new LayerFile(new Layer(blobs.get(i), diffIds.get(i)), file));
        }
        return layers;
    }

    private static String orRoot(String path) {
        return path.isEmpty() ? "/" : path;
    }
}
