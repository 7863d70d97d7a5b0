package dev.drydock.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that really run: how they start, and all the ways they can end, by themselves or with what runs them. */
@Tag("sandbox")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunningContainerTest {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    /** Ends in its own time, and says so, when it gets one of two signals. */
    private static final String POLITE = "trap 'echo got TERM; sleep 0.5; echo bye; exit 6' TERM;"
            + " trap 'echo got USR1; sleep 0.5; echo bye; exit 7' USR1; echo ready; while :; do sleep 0.05; done";

    @TempDir
    static Path temp;

    private ContainerRun image;

    @BeforeAll
    void build() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BUSYBOX), "no static busybox at " + BUSYBOX);
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.copy(BUSYBOX, context.resolve("busybox"));
        Path file = Files.writeString(context.resolve("Dockerfile"), """
            FROM scratch
            COPY busybox /bin/sh
            COPY busybox /bin/sleep
            STOPSIGNAL USR1
            ENTRYPOINT ["/bin/sh", "-c"]
            """);
        Workspace space = Workspace.of(temp.resolve("out"), temp.resolve("store"));
        new Builder(surroundings())
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("x"), space));
        image = ContainerRun.of(space.layout(), space.store());
        try {
            run("true");
        } catch (BuildFailure e) {
            Assumptions.abort("PROCESSES CANNOT BE RUN HERE: " + e.getMessage() + " " + e.hint());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0                            | 0",
                "exit 3                            | 3",
                "exit 255                          | 255",
                "nosuchprogram                     | 127",
                "sleep 100 & exit 0                | 0",
                "sh -c 'kill -SEGV $$'; exit $?    | 139",
                // The kernel kills what has used up its time, as it does what has used up its memory.
                "ulimit -t 1; while :; do :; done  | 137",
            })
    void itsExitCodeIsTold(String script, int code) throws Exception {
        assertThat(run(script)).isEqualTo(code);
    }

    @Test
    void layersOfTheBaseThatWereLeftInItsRegistryAreBroughtFirst() throws Exception {
        try (TestRegistry registry = TestRegistry.start()) {
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
            Pushes.push(new ImagePush(image.layout(), List.of(base)), surroundings());
            Path file = Files.writeString(
                    temp.resolve("context/child.Dockerfile"), "FROM " + base + "\nCOPY --link Dockerfile /d\n");
            Workspace space = Workspace.of(temp.resolve("child/out"), temp.resolve("child/store"));
            new Builder(surroundings())
                    .build(BuildRequest.of(
                                    new ImageSource.Dockerfile(file.resolveSibling("."), file),
                                    base.withTag("2"),
                                    space)
                            .withOptions(
                                    new BuildOptionsBuilder().leaveLayers(true).build()));
            var container = ContainerRun.of(space.layout(), space.store())
                    .with(List.of("exit 5"), Map.of())
                    .start(surroundings(), line -> {});
            assertThat(container.exitCode()).isEqualTo(5);
            container.close();
        }
    }

    @Test
    void oneKilledFromOutsideIsNoSuccess() throws Exception {
        String mark = "sleep 1234.5" + System.nanoTime();
        var started = start("echo ready; exec " + mark);
        kill(mark);
        assertThat(started.exitCode()).isEqualTo(137);
        assertThat(started.stop(Duration.ofSeconds(10)))
                .isEqualTo(new StartedContainer.End(StartedContainer.Way.BY_ITSELF, 137, null));
    }

    @Test
    void stoppingAsksByTheSignalOfTheImage() throws Exception {
        var started = start(POLITE);
        assertThat(started.stop(Duration.ofSeconds(20)))
                .isEqualTo(new StartedContainer.End(StartedContainer.Way.ASKED, 7, null));
    }

    @Test
    void whatDoesNotListenIsKilled() throws Exception {
        var started = start("trap '' USR1; echo ready; while :; do sleep 0.05; done");
        assertThat(started.stop(Duration.ofMillis(300)))
                .isEqualTo(new StartedContainer.End(StartedContainer.Way.KILLED, 137, null));
    }

    @Test
    void whatHasEndedByItselfIsToldApartFromWhatWasStopped() throws Exception {
        var started = start("echo ready; exit 3");
        assertThat(started.ends(Duration.ofSeconds(20))).isTrue();
        assertThat(started.stop(Duration.ofSeconds(20)))
                .isEqualTo(new StartedContainer.End(StartedContainer.Way.BY_ITSELF, 3, null));
    }

    /** As a CI server does that cancels a job. */
    @Test
    void aContainerHasTimeToEndWhenMavenIsEnded() throws Exception {
        var build = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        SeparateContainer.classPath(),
                        SeparateContainer.class.getName(),
                        image.layout().toString(),
                        image.store().toString(),
                        POLITE)
                .redirectErrorStream(true)
                .start();
        try (var output = build.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            build.toHandle().destroy();
            assertThat(output.lines()).containsExactly("got USR1", "bye");
        }
        assertThat(build.waitFor()).isEqualTo(143);
    }

    private int run(String script) throws InterruptedException {
        return image.with(List.of(script), Map.of()).run(surroundings(), line -> {});
    }

    /** Returns when it has printed a line. */
    private StartedContainer start(String script) throws Exception {
        var ready = new CompletableFuture<String>();
        var container = image.with(List.of(script), Map.of()).start(surroundings(), ready::complete);
        assertThat(ready.get(30, TimeUnit.SECONDS)).isEqualTo("ready");
        return container;
    }

    private static void kill(String mark) {
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).equals(mark))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String commandLine(long pid) {
        try (InputStream file = Files.newInputStream(Path.of("/proc/" + pid + "/cmdline"))) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private static BuildEnvironment surroundings() {
        return new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }
}
