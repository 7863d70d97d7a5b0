package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.export.CompleteLayout;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.http.RetryPolicy;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on a base image that is in a registry, which then is gone and comes back. */
class BaseOfARegistryTest {

    @TempDir
    Path temp;

    private Path context;
    private BuildOptions options = BuildOptions.DEFAULTS;

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("b.txt"), "b");
    }

    @Test
    void aVanishedRegistryIsMissedOnlyForWhatIsNotStored() throws Exception {
        TestRegistry registry = TestRegistry.start();
        Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
        pushBase(base);

        Workspace first = Workspace.of(temp.resolve("one/target"), temp.resolve("one/store"));
        Digest built = build(first, base, "COPY b.txt /b.txt");
        registry.close();

        assertThat(build(first, base, "COPY b.txt /b.txt")).isEqualTo(built);
        Workspace cleaned = Workspace.of(temp.resolve("one/cleaned"), temp.resolve("one/store"));
        assertThat(build(cleaned, base, "COPY b.txt /b.txt")).isEqualTo(built);

        Workspace other = Workspace.of(temp.resolve("two/target"), temp.resolve("two/store"));
        BuildFailure failure = catchThrowableOfType(BuildFailure.class, () -> build(other, base, "COPY b.txt /b.txt"));
        assertThat(failure.blame()).isEqualTo(BuildFailure.Blame.ENVIRONMENT);
        assertThat(failure).hasMessageContaining(base.toString());
        assertThat(other.layout()).doesNotExist();

        String[] address = registry.hostAndPort().split(":");
        try (var back = TestRegistry.start(
                registry.storage(),
                TestRegistry.Login.NONE,
                new InetSocketAddress(address[0], Integer.parseInt(address[1])),
                null)) {
            assertThat(build(other, base, "COPY b.txt /b.txt")).isEqualTo(built);
            assertThat(back.requests()).isNotEmpty();
        }
    }

    @Test
    void layersOfTheBaseAreMountedWithinItsRegistry() throws Exception {
        try (TestRegistry registry = TestRegistry.start()) {
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
            pushBase(base);
            Workspace space = Workspace.of(temp.resolve("one/target"), temp.resolve("one/store"));
            build(space, base, "COPY b.txt /b.txt");

            Reference target = Reference.parse(registry.hostAndPort() + "/team/app:1");
            PushReport report = Pushes.push(new ImagePush(space.layout(), List.of(target)), surroundings())
                    .get(0);

            assertThat(report.blobs())
                    .extracting(PushReport.Blob::way)
                    .containsExactlyInAnyOrder(PushReport.Way.MOUNTED, PushReport.Way.SENT, PushReport.Way.SENT);
        }
    }

    @Test
    void layersOfTheBaseStayInTheirRegistryIfWanted() throws Exception {
        try (TestRegistry registry = TestRegistry.start();
                TestRegistry second = TestRegistry.start()) {
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
            pushBase(base);
            registry.forgetRequests();
            Workspace space = Workspace.of(temp.resolve("one/target"), temp.resolve("one/store"));
            options = new BuildOptionsBuilder(options).leaveLayers(true).build();
            build(space, base, "COPY --link b.txt /b.txt");
            Reference target = Reference.parse(registry.hostAndPort() + "/team/app:1");
            PushReport mounted = push(space, target);
            assertThat(mounted.blobs())
                    .extracting(PushReport.Blob::way)
                    .containsExactlyInAnyOrder(PushReport.Way.MOUNTED, PushReport.Way.SENT, PushReport.Way.SENT);
            assertThat(fetchedLayers(registry)).isZero();

            registry.quirks().noMounts = true;
            PushReport streamedHere = push(space, Reference.parse(registry.hostAndPort() + "/team/other:1"));
            assertThat(streamedHere.blobs())
                    .filteredOn(blob -> blob.way() == PushReport.Way.STREAMED)
                    .hasSize(1);
            PushReport streamed = push(space, Reference.parse(second.hostAndPort() + "/team/app:1"));
            assertThat(streamed.digest()).isEqualTo(mounted.digest());
            assertThat(streamed.blobs())
                    .filteredOn(blob -> blob.way() == PushReport.Way.STREAMED)
                    .hasSize(1);
            assertThat(fetchedLayers(registry)).isEqualTo(2);
            assertThat(second.storage().blobSize("team/app", baseLayer(space))).isPositive();

            registry.forgetRequests();
            CompleteLayout.of(space.layout(), space.store(), surroundings());
            assertThat(fetchedLayers(registry)).isEqualTo(1);
            push(space, Reference.parse(second.hostAndPort() + "/team/third:1"));
            assertThat(fetchedLayers(registry)).isEqualTo(1);
        }
    }

    @Test
    void aBaseBuiltBesideWithLayersLeftBehindIsAsGoodAsAnother() throws Exception {
        try (TestRegistry registry = TestRegistry.start()) {
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
            pushBase(base);
            options = new BuildOptionsBuilder(options).leaveLayers(true).build();
            Workspace parent = Workspace.of(temp.resolve("parent/target"), temp.resolve("store"));
            build(parent, base, "COPY --link b.txt /b.txt");
            Workspace child = Workspace.of(temp.resolve("child/target"), temp.resolve("store"));
            Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM parent\nCOPY --link a.txt /c.txt\n");
            var source = new ImageSource.Dockerfile(
                    context, file, "", Map.of(), Map.of("parent", new NamedContext.Layout(parent.layout())));
            builder()
                    .build(BuildRequest.of(source, Reference.parse("me/child:1"), child)
                            .withOptions(options));
            PushReport report = push(child, Reference.parse(registry.hostAndPort() + "/team/child:1"));
            assertThat(report.blobs())
                    .filteredOn(blob -> blob.way() == PushReport.Way.MOUNTED)
                    .hasSize(1);
            // Where a step has to look into the layers they are fetched after all.
            options = new BuildOptionsBuilder(options).leaveLayers(false).build();
            Files.writeString(file, "FROM parent\nCOPY a.txt /d.txt\n");
            builder()
                    .build(BuildRequest.of(source, Reference.parse("me/child:2"), child)
                            .withOptions(options));
            assertThat(dev.drydock.layout.OciLayout.open(child.layout())
                            .image("", dev.drydock.image.Platform.current())
                            .blobs())
                    .hasSize(3);
        }
    }

    private static long fetchedLayers(TestRegistry registry) {
        return registry.requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().contains("/blobs/sha256:"))
                .filter(request -> registry.memory().blob(request.path().replaceAll(".*/", ""))[0] != '{')
                .count();
    }

    private static String baseLayer(Workspace space) throws IOException {
        return dev.drydock.layout.OciLayout.open(space.layout())
                .image("", dev.drydock.image.Platform.current())
                .manifest()
                .layers()
                .get(0)
                .digest()
                .toString();
    }

    private static PushReport push(Workspace space, Reference target) throws IOException {
        return Pushes.push(new ImagePush(space.layout(), List.of(target)), surroundings())
                .get(0);
    }

    private void pushBase(Reference name) throws Exception {
        Workspace space = Workspace.of(temp.resolve("base/target"), temp.resolve("base/store"));
        Path file = Files.writeString(temp.resolve("base.Dockerfile"), "FROM scratch\nCOPY a.txt /a.txt\n");
        builder().build(BuildRequest.of(new ImageSource.Dockerfile(context, file), name, space));
        Pushes.push(new ImagePush(space.layout(), List.of()), surroundings());
    }

    private Digest build(Workspace space, Reference base, String steps) throws Exception {
        Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM " + base + "\n" + steps + "\n");
        var source = new ImageSource.Dockerfile(context, file);
        return builder()
                .build(BuildRequest.of(source, Reference.parse("me/app:1"), space)
                        .withOptions(options))
                .digest();
    }

    private static Builder builder() {
        return new Builder(surroundings(), Clock.systemUTC());
    }

    private static BuildEnvironment surroundings() {
        var patience = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(500));
        return new BuildEnvironment(
                new RegistryOptionsBuilder().retries(patience).build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }
}
