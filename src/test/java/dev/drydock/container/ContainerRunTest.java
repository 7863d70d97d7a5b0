package dev.drydock.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.run.RunRequest;
import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A container follows its image and the wishes of the caller. */
class ContainerRunTest {

    private static final String IMAGE = """
            FROM scratch
            COPY Dockerfile /x
            ENV A=1 B=2
            WORKDIR /w
            USER app
            ENTRYPOINT ["e", "f"]
            CMD ["c"]
            """;

    @TempDir
    Path temp;

    private record Case(String name, String dockerfile, List<String> entrypoint, List<String> args, List<String> argv) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> commands() {
        return Stream.of(
                new Case("image's own", IMAGE, null, List.of(), List.of("e", "f", "c")),
                new Case("other arguments", IMAGE, null, List.of("x", "y"), List.of("e", "f", "x", "y")),
                new Case("other program, whose arguments CMD are not", IMAGE, List.of("p"), List.of(), List.of("p")),
                new Case("other program and arguments", IMAGE, List.of("p"), List.of("x"), List.of("p", "x")),
                new Case(
                        "command alone",
                        "FROM scratch\nCMD echo a\n",
                        null,
                        List.of(),
                        List.of("/bin/sh", "-c", "echo a")),
                new Case(
                        "arguments of an image with a command",
                        "FROM scratch\nCMD a\n",
                        null,
                        List.of("b"),
                        List.of("b")));
    }

    @ParameterizedTest
    @MethodSource
    void commands(Case wanted) throws Exception {
        ContainerRun run = build(wanted.dockerfile);
        var asked = new ContainerRun(run.layout(), run.store(), wanted.entrypoint, wanted.args, Map.of(), null);
        assertThat(asked.request(true).argv()).isEqualTo(wanted.argv);
    }

    @Test
    void settingsOfTheImageHold() throws Exception {
        RunRequest request = build(IMAGE).request(true);
        assertThat(request.env())
                .containsEntry("A", "1")
                .containsEntry("B", "2")
                .containsKey("PATH");
        assertThat(request.user()).isEqualTo("app");
        assertThat(request.workdir()).isEqualTo("/w");
        assertThat(request.layers())
                .hasSize(2)
                .allSatisfy(layer -> assertThat(layer.file()).isRegularFile());
        assertThat(request.capture()).isNull();
        assertThat(request.inheritIo()).isTrue();
        assertThat(request.network()).isTrue();
    }

    @Test
    void settingsOfTheCallerGoBeforeThem() throws Exception {
        RunRequest request = build(IMAGE).with(List.of(), Map.of("A", "9")).request(false);
        assertThat(request.env()).containsEntry("A", "9").containsEntry("B", "2");
    }

    @Test
    void imageWithoutACommandSaysSo() throws Exception {
        ContainerRun run = build("FROM scratch\nENV A=1\n");
        assertThatThrownBy(() -> run.request(true))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("nothing to run");
    }

    @Test
    void withoutAnImageThereIsNothingToRun() {
        assertThatThrownBy(() -> ContainerRun.of(temp.resolve("none"), temp).request(true))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("no OCI image layout");
    }

    private ContainerRun build(String dockerfile) throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Path file = Files.writeString(context.resolve("Dockerfile"), dockerfile);
        Workspace space = Workspace.of(temp.resolve("out"), temp.resolve("store"));
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
        new Builder(surroundings)
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("x"), space));
        return ContainerRun.of(space.layout(), space.store());
    }
}
