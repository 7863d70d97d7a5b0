package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Builds of two files, {@code a.txt} and {@code b.txt}, that run nothing and need no registry. */
abstract class SmallBuilds {

    static final Reference NAME = Reference.parse("me/app:1");

    @TempDir
    Path temp;

    Path context;
    Workspace space;

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("b.txt"), "b");
    }

    Path dockerfile(String text) throws IOException {
        return Files.writeString(context.resolve("Dockerfile"), text);
    }

    BuildRequest request(String dockerfile) throws IOException {
        return request(dockerfile, space);
    }

    BuildRequest request(String dockerfile, Workspace workspace) throws IOException {
        return BuildRequest.of(new ImageSource.Dockerfile(context, dockerfile(dockerfile)), NAME, workspace);
    }

    static BuildResult build(BuildRequest request) throws InterruptedException {
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
        return new Builder(surroundings, Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC))
                .build(request);
    }

    static BuildFailure failure(BuildRequest request) {
        return catchThrowableOfType(BuildFailure.class, () -> build(request));
    }
}
