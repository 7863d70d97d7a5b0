package dev.drydock.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.engine.record.LastBuild;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.solve.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The build checks as builds and {@code drydock:lint} make them; what each rule finds is tested with the rules. */
class BuildChecksTest {

    @TempDir
    Path temp;

    private Path context;
    private Workspace space;
    private final List<String> warnings = new ArrayList<>();
    private final ScriptedEngine engine = new ScriptedEngine();

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        space = Workspace.of(temp.resolve("target/drydock"), temp.resolve("store"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("b.txt"), "b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM scratch; COPY a.txt /                               |                      | ''",
                "FROM scratch AS Web; COPY a.txt /                        |                      | 1 StageNameCasing",
                "FROM scratch; COPY a.txt /; ENV a b; ENV c d             |                      | 3"
                        + " LegacyKeyValueFormat, 4 LegacyKeyValueFormat",
                "# check=skip=StageNameCasing; FROM scratch AS Web; COPY a.txt / |               | ''",
                "# check=skip=all; FROM scratch AS Web; ENV a b           |                      | ''",
                "FROM scratch; # check=skip=LegacyKeyValueFormat; ENV a b |                      | ''",
                "FROM scratch AS One; COPY a.txt /; FROM scratch; COPY b.txt / |                 | 1 StageNameCasing",
                "FROM scratch; COPY a.txt b.txt /                         | *.md                 | ''",
                "FROM scratch; COPY . /                                   | a.txt                | ''",
                "FROM scratch; COPY . /                                   | .*                   | ''",
            })
    void buildWarnsOfWhatTheChecksFindAndLintSaysTheSame(String dockerfile, String ignore, String expected)
            throws Exception {
        var source = source(dockerfile, ignore);
        build(source);
        assertThat(warnings.stream().map(BuildChecksTest::lineAndRule)).containsExactlyElementsOf(words(expected));
        assertThat(lint(source).lines()).isEqualTo(warnings);
    }

    @ParameterizedTest(name = "{0} behind {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY a.txt /            | a.txt        | 2 CopyIgnoredFile",
                "COPY b.txt /            | a.txt        | ''",
                "COPY ./a.txt b.txt /    | a.txt        | 2 CopyIgnoredFile",
                "COPY sub/deep/x /       | sub          | 2 CopyIgnoredFile",
                "ADD a.txt /             | *.txt        | 2 CopyIgnoredFile",
                "ADD https://a.txt/x /   | *            | ''",
                "COPY . /                | *            | 2 CopyIgnoredFile",
                "COPY . /                | **           | 2 CopyIgnoredFile",
                "COPY . /                | ?            | ''",
                "COPY a.txt /            | *;!a.txt     | ''",
                "COPY --from=x a.txt /   | *            | ''",
            })
    void sourcesThatAreIgnoredAreTold(String instruction, String ignore, String expected) throws Exception {
        var checks = lint(source("FROM scratch;" + instruction, ignore));
        assertThat(checks.lines().stream().map(BuildChecksTest::lineAndRule))
                .containsExactlyElementsOf(words(expected));
    }

    @Test
    void buildThatFailsForAnIgnoredFileHasSaidWhyBefore() throws Exception {
        var source = source("FROM scratch; COPY a.txt /", "a.txt");
        assertThatThrownBy(() -> build(source)).isInstanceOf(BuildFailure.class);
        assertThat(warnings).hasSize(1).first().asString().endsWith("(CopyIgnoredFile)");
    }

    @Test
    void ignoreFileOfTheDockerfileIsTheOneThatCounts() throws Exception {
        var source = source("FROM scratch; COPY a.txt /", "a.txt");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "b.txt\n");
        assertThat(lint(source).lines()).isEmpty();
    }

    @Test
    void warningNamesPlaceAndRule() throws Exception {
        assertThat(lint(source("FROM scratch AS Web", null)).lines())
                .singleElement()
                .asString()
                .startsWith("Dockerfile:1: ")
                .endsWith(" (StageNameCasing)");
    }

    @Test
    void fileThatAsksToFailOnWarningsFailsBeforeAnythingIsBuilt() throws Exception {
        var source = source("# check=error=true; FROM scratch AS Web; COPY a.txt /", null);
        assertThatThrownBy(() -> build(source))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("Dockerfile:2")
                .hasMessageContaining("StageNameCasing");
        assertThat(warnings).hasSize(1);
        assertThat(space.layout()).doesNotExist();
        assertThatThrownBy(lint(source)::enforce).isInstanceOf(BuildFailure.class);
    }

    @Test
    void userWhoWantsNoWarningsGetsAFailureBeforeAnythingIsBuilt() throws Exception {
        var source = source("FROM scratch AS Web; COPY a.txt /; ENV a b", null);
        var request = request(source)
                .withOptions(new BuildOptionsBuilder().failOnWarnings(true).build());
        assertThatThrownBy(() -> build(request))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("Dockerfile:1")
                .hasMessageContaining("1 more");
        assertThat(warnings).hasSize(2);
        assertThat(space.layout()).doesNotExist();
    }

    @Test
    void buildWithNothingToDoWarnsAgain() throws Exception {
        var source = source("FROM scratch AS Web; COPY a.txt /", null);
        Thread.sleep(100); // what changed a moment ago is not remembered
        build(source);
        assertThat(space.output().resolve(LastBuild.FILE)).exists();
        warnings.clear();
        build(source);
        assertThat(warnings).singleElement().asString().endsWith("(StageNameCasing)");
    }

    @Test
    void fileThatAsksToFailOnWarningsAndHasNoneIsBuilt() throws Exception {
        build(source("# check=error=true; FROM scratch AS web; COPY a.txt /", null));
        assertThat(space.layout()).exists();
    }

    @Test
    void buildArgumentTakesThePlaceOfTheDirective() throws Exception {
        var plain = source("# check=error=true; FROM scratch AS Web; COPY a.txt /", null);
        var source = new ImageSource.Dockerfile(
                context, plain.file(), "", Map.of("BUILDKIT_DOCKERFILE_CHECK", "skip=all"), Map.of());
        build(source);
        assertThat(warnings).isEmpty();
    }

    @Test
    void aWarningIsToldOnceForAllPlatforms() throws Exception {
        var source = source("FROM scratch AS Web; COPY a.txt /", null);
        List<Platform> platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
        build(request(source).withPlatforms(platforms));
        assertThat(warnings).hasSize(1);
        assertThat(DockerfileSource.check(source, platforms).lines()).isEqualTo(warnings);
    }

    /** It is no check of the Dockerfile, and does not fail a build that wants none of their warnings. */
    @Test
    void argumentsThatNoArgDeclaresAreToldInEachBuild() throws Exception {
        var plain = source("FROM scratch; ARG KNOWN; COPY a.txt /", null);
        var source = new ImageSource.Dockerfile(
                context, plain.file(), "", Map.of("KNOWN", "1", "FOO", "2", "BAR", "3"), Map.of());
        BuildRequest request = request(source)
                .withOptions(new BuildOptionsBuilder().failOnWarnings(true).build())
                .withPlatforms(List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
        Thread.sleep(100); // what changed a moment ago is not remembered
        for (int i = 0; i < 2; i++) {
            warnings.clear();
            build(request);
            assertThat(warnings)
                    .containsExactly(
                            "One or more build arguments were not consumed, because no ARG declares them: BAR, FOO");
        }
    }

    @Test
    void aDeviceThatIsLeftOutIsToldOnceAndInEachBuildButIsNoMatterOfTheChecks() throws Exception {
        var source = source("FROM scratch; RUN --device=vendor.com/gpu write /a 1", null);
        var request = request(source)
                .withPlatforms(List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")))
                .withOptions(new BuildOptionsBuilder().failOnWarnings(true).build());
        for (String when : List.of("made", "found as it was left")) {
            warnings.clear();
            build(request);
            assertThat(warnings)
                    .as(when)
                    .singleElement()
                    .asString()
                    .startsWith("Dockerfile:2: RUN --device=vendor.com/gpu: ");
        }
        assertThat(engine.executed).containsOnly("write /a 1");
    }

    @Test
    void lintAsksForNoImageAndOpensNoStore() throws Exception {
        assertThat(lint(source("FROM no.such.registry.example/a; ENV a b", null))
                        .lines())
                .hasSize(1);
        assertThat(space.store()).doesNotExist();
    }

    /** @param dockerfile with {@code ;} between lines, and so in its ignore file */
    private ImageSource.Dockerfile source(String dockerfile, String ignore) throws IOException {
        if (ignore != null) {
            Files.writeString(context.resolve(".dockerignore"), ignore.replace(";", "\n"));
        }
        Path file = Files.writeString(context.resolve("Dockerfile"), dockerfile.replaceAll("; *", "\n") + "\n");
        return new ImageSource.Dockerfile(context, file);
    }

    private static BuildChecks lint(ImageSource.Dockerfile source) throws IOException {
        return DockerfileSource.check(source, List.of(Platform.current()));
    }

    private BuildRequest request(ImageSource.Dockerfile source) {
        return BuildRequest.of(source, Reference.parse("me/app:1"), space);
    }

    private void build(ImageSource.Dockerfile source) throws InterruptedException {
        build(request(source));
    }

    private void build(BuildRequest request) throws InterruptedException {
        BuildLog log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of());
        new Builder(surroundings, Clock.systemUTC(), options -> engine).build(request);
    }

    private static List<String> words(String expected) {
        return expected.isEmpty() ? List.of() : List.of(expected.split(", "));
    }

    /** {@code Dockerfile:3: … (Rule)} to {@code 3 Rule}. */
    private static String lineAndRule(String warning) {
        return warning.replaceAll("(?s)^Dockerfile:([0-9]+): .*\\((\\w+)\\)$", "$1 $2");
    }
}
