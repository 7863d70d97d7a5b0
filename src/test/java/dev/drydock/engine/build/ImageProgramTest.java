package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Config;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layout.OciLayout;
import dev.drydock.plan.Mapping;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.solve.ScriptedEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of ours that an image is prepared by, such as a training run, and what becomes of the image if it fails. */
class ImageProgramTest {

    private static final String FAILS = "print drydock: It has not been up. && exit 1";

    @TempDir
    Path dir;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatItSaysIsTheCauseOfTheFailure() {
        assertThatThrownBy(() -> build(FAILS, null))
                .isInstanceOfSatisfying(
                        BuildFailure.class,
                        failure -> assertThat(failure.hint()).isEqualTo("the cure"))
                .hasMessage("pom.xml: RUN training: It has not been up.");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aProgramThatCannotSayAnythingIsToldOfByItsExitCode() {
        assertThatThrownBy(() -> build("print something && exit 1", null))
                .hasMessage("pom.xml: RUN training: the command ended with exit code 1");
    }

    @Test
    void anImageThatDoesWithoutItIsMadeWithAWarningWhichIsRepeatedAsLongAsNothingChanges() throws Exception {
        var without = new Part.Without(List.of("/app/x", "plain"), "The image has none.");
        BuildResult first = build(FAILS, without);
        assertThat(config(first).entrypoint()).containsExactly("/app/x", "plain");
        assertThat(history(first)).noneMatch(line -> line.contains("training"));
        assertThat(warnings).containsExactly("pom.xml: RUN training: It has not been up. The image has none.");

        assertThat(build(FAILS, without).digest()).isEqualTo(first.digest());
        assertThat(engine.executed).hasSize(1);
        assertThat(warnings).hasSize(2).last().isEqualTo(warnings.get(0));
    }

    @Test
    void ofAProgramThatSucceedsTheImageIsTheOneAskedFor() throws Exception {
        BuildResult result = build("write app/archive x", new Part.Without(List.of("/app/x", "plain"), ""));
        assertThat(config(result).entrypoint()).containsExactly("/app/x", "fast");
        assertThat(warnings).isEmpty();
    }

    @Test
    void itRunsInTheDirectoryTheContainerWillRunIn() throws Exception {
        assertThat(history(build("write app/archive x", null)))
                .containsSubsequence("WORKDIR /work", "RUN training # drydock")
                .containsOnlyOnce("WORKDIR /work");
    }

    private BuildResult build(String script, Part.@Nullable Without without) throws Exception {
        Workspace space = Workspace.of(dir.resolve("out"), dir.resolve("store"));
        var config = new Config(
                List.of("/app/x", "fast"),
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                "",
                "/work",
                null,
                "");
        List<Part> parts = List.of(
                new Part.Files("app", "/app", ""),
                new Part.Program("training", List.of(script), "tools", "/tmp/t", "the cure", without));
        var source = new ImageSource.Application(
                dir.resolve("place"),
                new AppImage("pom.xml", new AppImage.Base.Scratch(), parts, config, false, List.of()),
                Map.of("app", file("x"), "tools", file("y")));
        var log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of());
        return new Builder(surroundings, Clock.systemUTC(), options -> engine)
                .build(BuildRequest.of(source, Reference.parse("app:1"), space));
    }

    private static List<Mapping> file(String name) {
        return List.of(new Mapping.Bytes(name, name.getBytes(StandardCharsets.UTF_8), 0755));
    }

    private static ImageConfig config(BuildResult result) throws Exception {
        return OciLayout.open(result.layout()).image("", Platform.current()).parsedConfig();
    }

    private static List<String> history(BuildResult result) throws Exception {
        return config(result).history().stream()
                .map(entry -> entry.path("created_by").asText())
                .toList();
    }
}
