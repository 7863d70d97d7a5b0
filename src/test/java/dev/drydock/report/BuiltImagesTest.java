package dev.drydock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.RetryPolicy;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.report.difference.Difference;
import dev.drydock.report.difference.FileChange;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports about images that were built and pushed here. */
class BuiltImagesTest {

    @TempDir
    Path temp;

    private TestRegistry registry;
    private Path context;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        context = Files.createDirectories(temp.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "a".repeat(100));
        Files.writeString(context.resolve("b.txt"), "b".repeat(2000));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void layersHaveTheLineOfTheirInstruction() throws Exception {
        build("one", "\nCOPY a.txt /\nENV A=1\nCOPY b.txt /\n");
        ImageReport report = report("one", "");
        assertThat(report.layers())
                .extracting(layer -> layer.title())
                .containsExactly("Dockerfile:3 (COPY a.txt /)", "Dockerfile:5 (COPY b.txt /)");
        assertThat(report.steps()).extracting(ReportStep::layer).containsExactly(0, -1, 1);
        assertThat(report.subject().title()).isEqualTo("docker.io/me/one:latest");
        assertThat(report.comparison().note()).startsWith("Not compared: nothing is known of an earlier push.");
    }

    @Test
    void anImageIsComparedWithTheOneThatWasPushedLast() throws Exception {
        build("one", "COPY a.txt /\nUSER 1\n");
        push("one");
        assertThat(report("one", "").comparison().note())
                .startsWith("Not compared: this is the image that was pushed last, " + registry.hostAndPort());

        build("one", "COPY b.txt /\nUSER 2\n");
        Comparison comparison = report("one", "").comparison();
        assertThat(comparison.note())
                .matches("Compared with " + registry.hostAndPort()
                        + "/team/one@sha256:[0-9a-f]{64}, which was pushed last\\.");
        Difference difference = comparison.difference();
        assertThat(difference).isNotNull();
        assertThat(difference.files())
                .containsExactly(new FileChange("b.txt", -1, 2000), new FileChange("a.txt", 100, -1));
        assertThat(difference.config()).hasToString("[Change[what=User, before=1, after=2]]");
    }

    @Test
    void anUnreachableRegistryIsToldInTheReport() throws Exception {
        build("one", "COPY a.txt /\n");
        push("one");
        build("one", "COPY b.txt /\n");
        registry.close();
        Comparison comparison = report("one", "").comparison();
        assertThat(comparison.difference()).isNull();
        assertThat(comparison.note())
                .startsWith("Not compared with " + registry.hostAndPort() + "/team/one@sha256:")
                .contains("which was pushed last: ");
    }

    @Test
    void anImageIsComparedWithALayoutOrAnImageOfARegistryThatIsNamed() throws Exception {
        build("one", "COPY a.txt /\n");
        build("two", "COPY a.txt /\nCOPY b.txt /\n");
        push("one");
        String folder = temp.resolve("one/image").toString();
        for (String against : List.of(folder, "oci-layout://one/image", registry.hostAndPort() + "/team/one:1")) {
            Difference difference = report("two", against).comparison().difference();
            assertThat(difference).as(against).isNotNull();
            assertThat(difference.files()).containsExactly(new FileChange("b.txt", -1, 2000));
        }
        assertThatThrownBy(() -> report("two", "oci-layout://none"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("There is no OCI image layout in " + temp.resolve("none"));
        assertThatThrownBy(() -> report("two", registry.hostAndPort() + "/team/none:1"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("/team/none:1");
    }

    private ImageReport report(String name, String against) throws IOException, InterruptedException {
        return BuiltImages.report(machine(name), against, temp, surroundings());
    }

    private void build(String name, String steps) throws Exception {
        Path file = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n" + steps);
        var source = new ImageSource.Dockerfile(context, file);
        new Builder(surroundings())
                .build(BuildRequest.of(source, Reference.parse("me/" + name), machine(name))
                        .withPlatforms(List.of(Platform.current())));
    }

    private void push(String name) throws Exception {
        Reference reference = Reference.parse(registry.hostAndPort() + "/team/" + name + ":1");
        Workspace space = machine(name);
        Pushes.push(new ImagePush(space.layout(), List.of(reference), space.output()), surroundings());
    }

    private Workspace machine(String name) {
        return Workspace.of(temp.resolve(name), temp.resolve("store"));
    }

    private static BuildEnvironment surroundings() {
        var patience = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(500));
        return new BuildEnvironment(
                new RegistryOptionsBuilder().retries(patience).build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }
}
