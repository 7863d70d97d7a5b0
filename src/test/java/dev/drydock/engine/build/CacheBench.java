package dev.drydock.engine.build;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.frontend.NamedContext;
import dev.drydock.http.RetryPolicy;
import dev.drydock.image.Reference;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.solve.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Machines, each with a store of its own, that build one Dockerfile and share a cache repository. */
public final class CacheBench {

    final Path temp;
    public final Path context;
    public final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final List<String> cached = Collections.synchronizedList(new ArrayList<>());
    public final List<String> started = Collections.synchronizedList(new ArrayList<>());
    public RegistryOptions registries = new RegistryOptionsBuilder()
            .retries(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(500)))
            .build();
    public BuildOptions options = BuildOptions.DEFAULTS;
    public Map<String, NamedContext> contexts = Map.of();

    public CacheBench(Path temp) throws IOException {
        this.temp = temp;
        this.context = Files.createDirectories(temp.resolve("context"));
    }

    /** @param name of the machine; two of one name are the same */
    public Workspace machine(String name) {
        return Workspace.of(temp.resolve(name + "/target"), temp.resolve(name + "/store"));
    }

    /** The steps that were executed. */
    public List<String> build(String machine, String dockerfile) throws Exception {
        ScriptedEngine engine = new ScriptedEngine();
        build(machine, dockerfile, options -> engine);
        return List.copyOf(engine.executed);
    }

    public BuildResult build(String machine, String dockerfile, Builder.Engines engines) throws Exception {
        Path file = Files.writeString(temp.resolve("Dockerfile"), dockerfile);
        return build(machine, new ImageSource.Dockerfile(context, file, "", Map.of(), contexts), engines);
    }

    public BuildResult build(String machine, ImageSource source, Builder.Engines engines) throws Exception {
        cached.clear();
        started.clear();
        var request = BuildRequest.of(source, Reference.parse("me/app:1"), machine(machine))
                .withOptions(options);
        return new Builder(surroundings(), Clock.systemUTC(), engines).build(request);
    }

    public BuildEnvironment surroundings() {
        return new BuildEnvironment(registries, SandboxMode.AUTO, new Log(), Map.of());
    }

    /** Blobs larger than any document that were fetched since the registry last forgot. */
    public static List<String> fetchedBlobs(TestRegistry registry) {
        return registry.requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().contains("/blobs/sha256:"))
                .map(Request::path)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private final class Log extends SilentBuildLog {
        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void stepCached(StepName step) {
            cached.add(step.text());
        }

        @Override
        public void stepStarted(StepName step) {
            started.add(step.text());
        }
    }
}
