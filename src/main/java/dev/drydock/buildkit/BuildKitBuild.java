package dev.drydock.buildkit;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.output.Attestations;
import dev.drydock.engine.output.Signing;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.LastBuild;
import dev.drydock.failure.BuildFailure;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.io.NamedLock;
import dev.drydock.layout.LayoutDirectory;
import dev.drydock.process.Program;
import dev.drydock.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has a Dockerfile built by BuildKit and leaves what {@code engine.build.Builder} leaves: a layout, {@code image.json} and {@code
 * image.digest}. BuildKit is asked each time, since only it knows whether its cache and its base images still hold.
 */
public final class BuildKitBuild {

    private final BuildEnvironment surroundings;
    private final KnownArtifacts artifacts;

    /** @param artifacts that the image's bill of materials may know by their digests */
    public BuildKitBuild(BuildEnvironment surroundings, KnownArtifacts artifacts) {
        this.surroundings = surroundings;
        this.artifacts = artifacts;
    }

    /**
     * @param source that of the request
     * @throws BuildFailure telling the user what is wrong
     * @throws InterruptedException if interrupted; the client has ended then, and with it the build
     */
    public BuildResult build(BuildRequest request, ImageSource.Dockerfile source) throws InterruptedException {
        long start = System.nanoTime();
        Workspace space = request.workspace();
        LayoutDirectory.check(space.layout());
        try (var lock = NamedLock.acquire(space.projectCache().resolve("locks").resolve("buildkit"));
                Store machine = Store.open(space.store());
                var incoming = IncomingLayout.in(space.projectCache().resolve("buildkit"))) {
            BuildTrace trace = new BuildTrace();
            trace.read(source.file());
            Signing signing = Signing.of(request, trace, surroundings);
            BuildKitClient client = BuildKitClient.find(surroundings.environment());
            surroundings.log().note("The Dockerfile is built by " + client.place());
            new LastBuild(request).forget();
            var progress = new SolveProgress(source.file().getFileName().toString(), surroundings.log());
            Program.Ended ended = run(client, client.command(request, source, surroundings), progress, incoming);
            if (ended.exitCode() != 0) {
                progress.giveUp();
                throw new SolveFailure(client, progress).explain(ended.exitCode());
            }
            return new ReturnedImage(request, progress)
                    .write(
                            incoming.images(request.platforms()),
                            Attestations.of(request, trace, List.of(machine), artifacts, surroundings, signing))
                    .withTook(Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image cannot be built by BuildKit", e);
        }
    }

    private Program.Ended run(
            BuildKitClient client, List<String> command, SolveProgress progress, IncomingLayout incoming)
            throws IOException, InterruptedException {
        surroundings.log().debug(String.join(" ", command));
        try {
            return Program.of(command)
                    .withEnvironment(environment())
                    .withOutput(incoming)
                    .withErrors(client.reader(progress))
                    .run();
        } finally {
            progress.end();
        }
    }

    /** The time of the image is an argument, and there is no setting for attestations, which would make an index of one image. */
    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(surroundings.environment());
        variables.remove("SOURCE_DATE_EPOCH");
        variables.put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
        return variables;
    }
}
