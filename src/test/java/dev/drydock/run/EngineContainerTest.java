package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.engine.ContainerEngine;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a container of the docker or podman of this machine. Skipped, with what they say, where none answers. */
@Timeout(180)
class EngineContainerTest extends SandboxTest {

    private ContainerEngine engine;
    private WorkerRunEngine contained;
    private volatile String way = "";

    @BeforeAll
    void start() throws Exception {
        try {
            engine = ContainerEngine.find(System.getenv());
        } catch (HostRefusal e) {
            Assumptions.abort("NO CONTAINER ENGINE HERE: " + e.reason());
        }
        contained = WorkerRunEngine.open(new RunEngineOptions(
                store().resolve("contained"), SandboxMode.CONTAINER, choice -> way = choice.way()));
        try {
            contained.prepare();
        } catch (BuildFailure e) {
            Assumptions.abort("NO WORKER IN A CONTAINER HERE: " + e.getMessage());
        }
    }

    @AfterAll
    void end() {
        if (contained != null) {
            contained.close();
        }
    }

    private List<String> containers() throws Exception {
        return engine.command("ps", "--all", "--quiet", "--filter", "label=dev.drydock.worker")
                .run()
                .out()
                .lines()
                .toList();
    }

    @Test
    void theLayerIsThatOfThisMachine() throws Exception {
        assertThat(way).startsWith("a container of " + engine + ": ");
        var script =
                new Run().script("echo x > /made; chown 5:6 /made; mkfifo /pipe; rm /bin/sh.not 2>/dev/null || true");
        assertThat(script.go(contained).layer().layer())
                .isEqualTo(script.go().layer().layer());
    }

    @Test
    void aProgramThatWantsTheTerminalIsToldAnotherWay() {
        var request =
                RunRequest.of(List.of(base()), List.of("sh")).inheritIo(true).build();
        assertThatThrownBy(() -> contained.start(request, line -> {}))
                .isInstanceOfSatisfying(
                        BuildFailure.class,
                        failure ->
                                assertThat(failure.hint()).contains("drydock:load", engine.kind() + " run -it --rm"));
    }

    @Test
    void nothingIsLeftOfABuildThatWasKilled() throws Exception {
        List<String> before = containers();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Ddrydock.test.sandbox=container",
                        "-Dsecret=hush",
                        "-cp",
                        SeparateBuild.classPath(),
                        SeparateBuild.class.getName(),
                        store().resolve("killed").toString(),
                        scratch().toString(),
                        "cat /secret; echo; sleep 4711 & sleep 4712")
                .redirectErrorStream(true)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.equals("hush")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("hush");
            assertThat(containers()).hasSizeGreaterThan(before.size());
            process.destroyForcibly().waitFor();
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (containers().size() > before.size() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(containers()).hasSameSizeAs(before);
        assertThat(ProcessHandle.allProcesses()
                        .map(each -> each.info().commandLine().orElse("")))
                .noneMatch(command -> command.endsWith("sleep 4711") || command.endsWith("sleep 4712"));
    }
}
