package dev.drydock.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.progress.SilentBuildLog;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of buildctl 0.24, in both formats, is told as builds by Drydock are. */
class SolveProgressTest {

    private static final String SECRET = "RUN --mount=type=secret,id=tok cat /run/secrets/tok | wc -c; cat a.txt";

    private final List<String> told = new ArrayList<>();
    private final SolveProgress progress = new SolveProgress("Dockerfile", new Recorder());

    private final class Recorder extends SilentBuildLog {
        @Override
        public void stepStarted(StepName step) {
            told.add("begins " + place(step));
        }

        @Override
        public void stepOutput(StepName step, String line) {
            told.add(place(step) + " | " + line);
        }

        @Override
        public void stepFinished(StepName step, Duration took, long bytes) {
            told.add("done " + place(step) + " " + took.toMillis() / 100);
        }

        @Override
        public void stepCached(StepName step) {
            told.add("cached " + place(step) + " " + step.text());
        }

        @Override
        public void stepFailed(StepName step, String reason, String output) {
            told.add("failed " + place(step) + ": " + reason + ": " + output);
        }

        @Override
        public void pulled(@Nullable Reference image, long bytes, Duration took) {
            told.add("pulled " + image + " " + bytes);
        }

        @Override
        public void warning(String message) {
            told.add("warning " + message);
        }

        private String place(StepName step) {
            return step.stage() + " " + step.number() + "/" + step.total();
        }
    }

    private void read(String file) throws Exception {
        try (InputStream in = Objects.requireNonNull(SolveProgressTest.class.getResourceAsStream(file))) {
            boolean json = file.endsWith("jsonl");
            new ProgressReader(json ? new JsonProgress(progress) : new PlainProgress(progress)).readFrom(in);
        }
        progress.end();
    }

    static Stream<Arguments> builds() {
        return Stream.of(
                Arguments.of("built.jsonl", "pulled debian:bookworm 51075551", 11, 2),
                Arguments.of("built.txt", null, 5, 1));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aBuildIsToldStepByStep(String file, @Nullable String pulled, int base, int last) throws Exception {
        read(file);
        List<String> expected = new ArrayList<>(List.of(
                "warning Dockerfile:7: Maintainer instruction is deprecated in favor of using label"
                        + " (MaintainerDeprecated)",
                "begins base 2/2",
                "base 2/2 | hello 1",
                "base 2/2 | two",
                "base 2/2 | ü",
                "done base 2/2 " + base,
                "begins stage-1 1/3",
                "done stage-1 1/3 0",
                "begins stage-1 2/3",
                "done stage-1 2/3 0",
                "begins stage-1 3/3",
                "stage-1 3/3 | 7",
                "stage-1 3/3 | hi",
                "done stage-1 3/3 " + last));
        if (pulled != null) {
            expected.add(1, pulled);
        }
        assertThat(told).isEqualTo(expected);
        assertThat(progress.executed()).isEqualTo(4);
        assertThat(progress.cached()).isZero();
        assertThat(progress.failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed.jsonl", "failed.txt"})
    void aFailureIsToldWithItsOutputItsPlaceAndItsExitCode(String file) throws Exception {
        read(file);
        assertThat(told)
                .contains("cached stage-1 3/5 " + SECRET, "stage-1 4/5 | before")
                .endsWith("failed stage-1 4/5: the command ended with exit code 3: before");
        assertThat(progress.cached()).isEqualTo(4);
        BuildFailure failure = failure();
        assertThat(failure.getMessage())
                .isEqualTo("Fail:9: RUN echo before; exit 3: the command ended with exit code 3");
        assertThat(failure.blame()).isEqualTo(BuildFailure.Blame.BUILD);
        assertThat(failure.hint()).isEqualTo("Its output above says more.");
    }

    private BuildFailure failure() {
        var client = new BuildKitClient(
                BuildKitClient.Kind.BUILDX, List.of("docker", "buildx"), "the buildx builder far", true);
        return new SolveFailure(client, progress).explain(1);
    }

    /** Lines are what the clients of BuildKit 0.24 and buildx 0.28 said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: failed to build: OCI exporter is not supported for the docker driver. | ENVIRONMENT"
                        + " | Docker's own builder cannot give an image back | --driver docker-container",
                "ERROR: no builder \"nope\" found | ENVIRONMENT | buildx has no such builder | docker buildx ls",
                "ERROR: failed to build: context deadline exceeded | ENVIRONMENT"
                        + " | The buildx builder far cannot be reached | docker buildx inspect",
                "error: listing workers for Build: failed to list workers: Unavailable: connection error: desc = \"x\""
                        + " | ENVIRONMENT | cannot be reached | inspect",
                "ERROR: failed to build: failed to solve: granting entitlement network.host is not allowed by build"
                        + " daemon configuration | BUILD | granting entitlement | drydock.allow",
                "error: failed to solve: failed to load LLB: network.host is not allowed | BUILD | network.host is not"
                        + " allowed | drydock.allow",
                "ERROR: failed to build: failed to solve: dockerfile parse error on line 2: unknown instruction: RUM"
                        + " | BUILD | dockerfile parse error on line 2 | -",
                "'' | BUILD | docker buildx ended with exit code 1 and said nothing | -",
            })
    void whatAClientSaysAtLastIsExplained(String line, BuildFailure.Blame blame, String message, String hint) {
        progress.other(line);
        assertThat(failure().getMessage()).contains(message);
        assertThat(failure().blame()).isEqualTo(blame);
        if (hint.equals("-")) {
            assertThat(failure().hint()).isNull();
        } else {
            assertThat(failure().hint()).contains(hint);
        }
    }

    @Test
    void aDaemonThatGoesAwayIsNotTheFaultOfTheStepItWasAt() {
        progress.named("1", "[2/2] RUN sleep 10");
        progress.started("1", java.time.Instant.EPOCH);
        progress.printed("1", "one\nhalf".getBytes(StandardCharsets.UTF_8));
        progress.other("ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error"
                + " reading from server: EOF");
        progress.end();
        assertThat(told).endsWith(" 2/2 | half");
        progress.giveUp();
        assertThat(told).endsWith(" 2/2 | half", "failed  2/2: BuildKit has not finished it: one\nhalf");
        assertThat(failure().getMessage()).startsWith("The buildx builder far answers no more: ");
        assertThat(failure().blame()).isEqualTo(BuildFailure.Blame.ENVIRONMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "buildctl github.com/moby/buildkit v0.24.0, true",
        "buildctl github.com/moby/buildkit v0.12.5 abc, false",
        "github.com/docker/buildx v0.13.0 x, true",
        "github.com/docker/buildx 0.10.5+ds1 0.10.5+ds1-1, false",
        "github.com/docker/buildx v1.0.0, true",
        "buildctl github.com/moby/buildkit v0.0.0+unknown, false",
    })
    void jsonIsAskedOfClientsThatHaveIt(String version, boolean json) {
        assertThat(BuildKitClient.hasJson(version)).isEqualTo(json);
    }
}
