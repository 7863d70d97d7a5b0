package dev.drydock.engine.build;

import dev.drydock.context.ContentMemo;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Entitlement;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.SandboxNotes;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.output.Attestations;
import dev.drydock.engine.output.BuildOutput;
import dev.drydock.engine.output.Signing;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.engine.record.LastBuild;
import dev.drydock.engine.source.BuildChecks;
import dev.drydock.engine.source.BuildSources;
import dev.drydock.engine.source.Registries;
import dev.drydock.engine.source.RegistryImages;
import dev.drydock.engine.source.Remotes;
import dev.drydock.engine.source.SecretValues;
import dev.drydock.engine.source.SourceReader;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.io.HashWarmUp;
import dev.drydock.layout.LayoutDirectory;
import dev.drydock.plan.BuildPlan;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.progress.LayerListener;
import dev.drydock.push.LayerOrigins;
import dev.drydock.remote.RemoteOptions;
import dev.drydock.run.RunEngine;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.sharedcache.SharedCache;
import dev.drydock.solve.NothingRecorded;
import dev.drydock.solve.Recording;
import dev.drydock.solve.ReplaceableStepFailed;
import dev.drydock.solve.SolvedImage;
import dev.drydock.solve.Solver;
import dev.drydock.solve.SolverTools;
import dev.drydock.solve.Sources;
import dev.drydock.solve.StepNames;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds images: reads what describes them, plans, solves, and leaves a layout with {@code image.json} and {@code
 * image.digest}.
 */
public final class Builder {

    private final BuildEnvironment surroundings;
    private final LayerListener layers;
    private final Clock clock;
    private final Engines engines;
    private final KnownArtifacts artifacts;

    /** Opens what executes RUN; nothing is started before something has to be run. */
    public interface Engines {
        RunEngine open(RunEngineOptions options);
    }

    public Builder(BuildEnvironment surroundings) {
        this(surroundings, LayerListener.NONE);
    }

    /** @param layers told of the image's layers as they are made; not if the last build still holds */
    public Builder(BuildEnvironment surroundings, LayerListener layers) {
        this(surroundings, layers, KnownArtifacts.NONE);
    }

    /** @param artifacts that the image's bill of materials may know by their digests */
    public Builder(BuildEnvironment surroundings, LayerListener layers, KnownArtifacts artifacts) {
        this(surroundings, layers, artifacts, Clock.systemUTC(), WorkerRunEngine::open);
    }

    /** @param clock for images that are as old as their build */
    public Builder(BuildEnvironment surroundings, Clock clock) {
        this(surroundings, clock, WorkerRunEngine::open);
    }

    public Builder(BuildEnvironment surroundings, Clock clock, Engines engines) {
        this(surroundings, LayerListener.NONE, KnownArtifacts.NONE, clock, engines);
    }

    private Builder(
            BuildEnvironment surroundings,
            LayerListener layers,
            KnownArtifacts artifacts,
            Clock clock,
            Engines engines) {
        this.surroundings = surroundings;
        this.layers = layers;
        this.artifacts = artifacts;
        this.clock = clock;
        this.engines = engines;
    }

    /**
     * @throws BuildFailure telling the user what is wrong
     * @throws InterruptedException if interrupted; everything the build started has ended then
     */
    public BuildResult build(BuildRequest request) throws InterruptedException {
        LastBuild last = new LastBuild(request);
        Optional<BuildResult> still = last.stillHolds(surroundings.log());
        return still.isPresent() ? still.get() : build(request, last, null);
    }

    /**
     * Builds an image again with what was recorded with it.
     *
     * @param recording kept as the result of its step, so that later builds find it
     * @throws BuildFailure also if the image has changed meanwhile
     * @throws InterruptedException if interrupted; everything the build started has ended then
     */
    public BuildResult build(BuildRequest request, Recording recording) throws InterruptedException {
        return build(request, new LastBuild(request), recording);
    }

    private BuildResult build(BuildRequest request, LastBuild last, @Nullable Recording recording)
            throws InterruptedException {
        long start = System.nanoTime();
        Workspace space = request.workspace();
        if (!Files.exists(space.projectCache())) {
            HashWarmUp.begin();
        }
        BuildTrace trace = new BuildTrace();
        var secrets = new SecretValues(request.secrets(), surroundings.environment());
        try (Store machine = Store.open(space.store());
                Store project = Store.openInProject(space.projectCache());
                var remotes = remotes(request, secrets, trace, machine);
                var registries = new Registries(surroundings.registry(), surroundings.log());
                var shared = new SharedCache(request.options(), machine, surroundings, clock);
                RunEngine engine = engine(space);
                var attestations = attestations(request, trace, List.of(project, machine))) {
            last.forget();
            LayoutDirectory.check(space.layout());
            var images = RegistryImages.of(request, machine, registries, surroundings, clock, trace);
            var source = SourceReader.read(request.source(), trace, remotes.times());
            var foreseen = new ForeseenRuns(source, machine);
            if (foreseen.areSure(request.options().cache())) {
                engine.expectRun();
            }
            List<StepName> steps = new ArrayList<>();
            List<SolvedImage> solved = new ArrayList<>();
            try (var memo = memo(machine, source.place())) {
                var trees = source.trees(space, memo);
                Sources sources = new BuildSources(trees, images, remotes, secrets, agent());
                LayerListener listener = attestations.listener(layers);
                var tools = new SolverTools(
                        machine, project, engine, sources, shared.steps(), surroundings.log(), listener, recording);
                boolean several = request.platforms().size() > 1;
                for (Platform platform : request.platforms()) {
                    BuildPlan plan = source.plan(images, platform, several, surroundings.log())
                            .withLabel(several ? platform.toString() : "");
                    Entitlement.check(plan, request.options().allowed());
                    if (request.options().failOnWarnings()) {
                        BuildChecks.refuse(trace.findings());
                    }
                    attestations.begin(plan);
                    Solver solver = new Solver(tools, ImageTimes.options(request.options(), plan, clock));
                    SolvedImage image = solve(solver, plan, trace, steps);
                    solved.add(image);
                    for (String warning : StartCheck.of(image, source.described())) {
                        warn(source.fileName() + ": " + (several ? platform + ": " : "") + warning, trace);
                    }
                }
            } catch (IOException | BuildFailure e) {
                // Results made before the failure are of use to others.
                shared.finish();
                throw e;
            }
            shared.finish();
            foreseen.remember();
            BuildResult result = new ImageFiles(request, new LayerOrigins(images, shared)).write(solved, attestations);
            last.remember(trace, result, steps, BuildOutput.documents(space.output()));
            return result.withTook(Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image cannot be built", e);
        }
    }

    private Attestations attestations(BuildRequest request, BuildTrace trace, List<Store> stores) throws IOException {
        Signing signing = Signing.of(request, trace, surroundings);
        return Attestations.of(request, trace, stores, artifacts, surroundings, signing);
    }

    private static ContentMemo memo(Store machine, Path place) {
        try {
            return ContentMemo.open(machine.memo(place));
        } catch (IOException e) {
            throw machine.failure(e);
        }
    }

    /** @param steps gets those that were carried out */
    private SolvedImage solve(Solver solver, BuildPlan plan, BuildTrace trace, List<StepName> steps)
            throws IOException, InterruptedException {
        try {
            SolvedImage image = solver.solve(plan);
            steps.addAll(StepNames.of(plan));
            return image;
        } catch (ReplaceableStepFailed e) {
            warn(e.failure().getMessage() + " " + e.fallback().said(), trace);
            return solve(solver, e.fallback().plan(), trace, steps);
        } catch (NothingRecorded e) {
            String said = (plan.label() + " " + e.fallback().said()).strip();
            trace.note(said);
            surroundings.log().note(said);
            return solve(solver, e.fallback().plan(), trace, steps);
        }
    }

    private void warn(String message, BuildTrace trace) {
        if (trace.warning(message)) {
            surroundings.log().warning(message);
        }
    }

    private Remotes remotes(BuildRequest request, SecretValues secrets, BuildTrace trace, Store machine) {
        boolean offline = request.options().bases().pull() == PullPolicy.NEVER
                || surroundings.registry().offline();
        var options = RemoteOptions.of(
                request.workspace().store().resolve("remote"),
                surroundings.environment(),
                surroundings.registry().http(),
                offline);
        return new Remotes(options, secrets, trace, machine, surroundings.log());
    }

    private String agent() {
        return surroundings.environment().getOrDefault("SSH_AUTH_SOCK", "");
    }

    private RunEngine engine(Workspace space) {
        return engines.open(SandboxNotes.options(space.store(), surroundings));
    }
}
