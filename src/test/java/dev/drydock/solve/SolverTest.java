package dev.drydock.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.concurrent.Tasks;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.run.RunMount;
import dev.drydock.run.RunRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SolverTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void makeBench() throws Exception {
        bench = new Bench(temp);
        bench.write("a.txt", "a");
        bench.write("dir/b.txt", "b");
    }

    @Test
    void whatACommandPrintedLastSaysWhatToDo() {
        BuildFailure failure = Bench.failureOf(
                () -> bench.solve("FROM base\nRUN print E: Unable to locate package curl && exit 100\n"));
        assertThat(failure.hint()).contains("apt-get update && apt-get install");
    }

    @Test
    void aRunIsExpectedBeforeTheLayersItStandsOnAreFetched() throws Exception {
        bench.solve("FROM base\nRUN write /one 1\n");
        assertThat(bench.engine.events).containsExactly("a run is expected", "a layer is fetched", "write /one 1");
    }

    @Test
    void layersBelowARunAreUnpackedWhileTheyCome() throws Exception {
        bench.solve("FROM base AS first\nWORKDIR /srv\nFROM first\nCOPY a.txt /\nRUN write /one 1\n");
        assertThat(bench.engine.early)
                .containsExactly(Map.entry(bench.baseLayer.layer().diffId(), "kept"));
    }

    @Test
    void layersNoRunStandsOnAreNotUnpacked() throws Exception {
        bench.solve(
                "FROM base\nWORKDIR /srv\nFROM scratch AS other\nRUN write /one 1\nFROM base\nCOPY --from=other /one /\n");
        assertThat(bench.engine.executed).containsExactly("write /one 1");
        assertThat(bench.fetched).hasSize(1);
        assertThat(bench.engine.early).isEmpty();
    }

    @Test
    void layersThatAreNotWhatTheirImageSaysAreDropped() throws Exception {
        Digest other = Digest.of("another tar".getBytes(StandardCharsets.UTF_8));
        bench.base = new BaseImage(
                bench.base.reference(),
                bench.base.manifest(),
                bench.base.config().withDiffIds(List.of(other)));
        Bench.failureOf(() -> bench.solve("FROM base\nRUN write /one 1\n"));
        assertThat(bench.engine.early).containsExactly(Map.entry(other, "dropped"));
    }

    @Test
    void noRunIsExpectedWhereAllIsCached() throws Exception {
        String dockerfile = "FROM base\nCOPY a.txt /\nRUN write /one 1\n";
        bench.solve(dockerfile);
        bench.engine.events.clear();
        bench.solve(dockerfile + "LABEL a=b\n");
        bench.solve("FROM base\nCOPY dir /\n");
        assertThat(bench.engine.events).isEmpty();
    }

    @Test
    void imageHasTheBaseBelowAndALayerAndAHistoryEntryForEachStep() throws Exception {
        SolvedImage image = bench.solve("FROM base\nENV A=1\nRUN write /one 1\nLABEL x=y\nCOPY a.txt /\nWORKDIR /w\n");
        assertThat(image.layers()).hasSize(4);
        assertThat(image.layers().get(0)).isEqualTo(bench.baseLayer.layer());
        assertThat(image.config().diffIds())
                .isEqualTo(image.layers().stream().map(layer -> layer.diffId()).toList());
        assertThat(image.config().history())
                .extracting(SolverTest::line)
                .containsExactly(
                        "2020-01-01T00:00:00Z from the base",
                        "1970-01-01T00:16:40Z ENV A=1 (empty)",
                        "1970-01-01T00:16:40Z RUN /bin/sh -c write /one 1 # buildkit",
                        "1970-01-01T00:16:40Z LABEL x=y (empty)",
                        "1970-01-01T00:16:40Z COPY a.txt / # buildkit",
                        "1970-01-01T00:16:40Z WORKDIR /w");
        assertThat(image.config().env()).containsEntry("A", "1");
        assertThat(image.blobs()).containsOnlyKeys(blobs(image));
        assertThat(Bench.read(image, "a.txt")).isEqualTo("a");
    }

    @Test
    void layersOfABaseWithoutHistoryGetEntriesBelowOurs() throws Exception {
        bench.base = new BaseImage(
                bench.base.reference(),
                bench.base.manifest(),
                ImageConfig.empty(Platform.current())
                        .withDiffIds(bench.base.config().diffIds()));
        assertThat(bench.solve("FROM base\nENV A=1\nCOPY a.txt /\n").config().history())
                .extracting(SolverTest::line)
                .containsExactly(
                        "1970-01-01T00:16:40Z ",
                        "1970-01-01T00:16:40Z ENV A=1 (empty)",
                        "1970-01-01T00:16:40Z COPY a.txt / # buildkit");
    }

    @Test
    void historyOfStagesOnStagesIsThatOfTheLineOnly() throws Exception {
        SolvedImage image = bench.solve("""
                FROM base AS a
                RUN write /one 1
                FROM a AS b
                ENV X=1
                FROM base AS c
                RUN write /two 2
                FROM b
                COPY --from=c /two /three
                """);
        assertThat(image.config().history().stream().skip(1))
                .extracting(node -> node.path("created_by").asText())
                .containsExactly("RUN /bin/sh -c write /one 1 # buildkit", "ENV X=1", "COPY /two /three # buildkit");
        assertThat(image.executed()).hasSize(2);
        assertThat(Bench.read(image, "three")).isEqualTo("2");
    }

    @Test
    void layersOfTheImageAndNoOthersAreToldOfMadeOrKnown() throws Exception {
        bench.write("a", "1");
        bench.write("b", "2");
        String dockerfile =
                "FROM base AS first\nCOPY a /\nFROM base AS other\nCOPY a /elsewhere\nFROM first\nENV A=1\nCOPY b /\n";
        List<Digest> told = Collections.synchronizedList(new ArrayList<>());
        bench.layers = (layer, file) -> {
            assertThat(file).hasSize(layer.blob().size());
            told.add(layer.blob().digest());
        };
        for (int times = 1; times <= 2; times++) {
            told.clear();
            SolvedImage image = bench.solve(dockerfile);
            assertThat(told)
                    .containsExactlyElementsOf(image.executed().stream()
                            .map(step -> step.layer().blob().digest())
                            .toList());
        }
    }

    @Test
    void imageOfMetadataAloneKeepsTheLayersOfItsBase() throws Exception {
        SolvedImage image = bench.solve("FROM base\nCMD [\"x\"]\n");
        assertThat(image.layers()).containsExactly(bench.baseLayer.layer());
        assertThat(bench.fetched).hasSize(1);
        assertThat(bench.solve("FROM scratch\nCMD [\"x\"]\n").layers()).isEmpty();
    }

    @Test
    void stagesThatDoNotWaitForEachOtherRunSideBySide() throws Exception {
        SolvedImage image = bench.solve("""
                FROM base AS a
                RUN meet && write /one 1
                FROM base AS b
                RUN meet && write /two 2
                FROM scratch
                COPY --from=a /one /
                COPY --from=b /two /
                """);
        assertThat(Bench.read(image, "one") + Bench.read(image, "two")).isEqualTo("12");
    }

    @Test
    void stageBeginsBeforeTheStageItsLastStepReadsIsDone() throws Exception {
        bench.solve("""
                FROM base AS a
                RUN meet && write /one 1
                FROM base
                RUN meet && write /two 2
                COPY --from=a /one /
                """);
        assertThat(bench.engine.executed).hasSize(2);
    }

    @Test
    void failureCancelsTheOtherStagesAndIsTheOneTold() throws Exception {
        BuildFailure failure = Bench.failureOf(() -> bench.solve("""
                FROM base AS a
                RUN meet && hang
                FROM base AS b
                RUN meet && print last words && exit 127
                FROM scratch
                COPY --from=a /one /
                COPY --from=b /two /
                """));
        assertThat(failure)
                .hasMessage(
                        "Dockerfile:4: RUN meet && print last words && exit 127: the command ended with exit code 127");
        assertThat(failure.hint()).contains("did not find a program");
        assertThat(bench.engine.killed).containsKey("meet && hang");
        assertThat(bench.log.all)
                .contains("failed [b 1/1]: the command ended with exit code 127: last words")
                .anyMatch(line -> line.startsWith("failed [a 1/1]"));
        assertThat(threads()).isEmpty();
    }

    @Test
    void failureOfAStageIsToldOnceHoweverManyWaitForIt() {
        BuildFailure failure = Bench.failureOf(() -> bench.solve("""
                FROM base AS a
                RUN exit 1
                FROM a AS b
                RUN write /b b
                FROM b
                COPY --from=a /x /
                """));
        assertThat(failure).hasMessage("Dockerfile:2: RUN exit 1: the command ended with exit code 1");
        assertThat(failure.hint()).isEqualTo("Its output above says more.");
    }

    /** Which of the stages ends first is chance. */
    @RepeatedTest(20)
    void failureOfAStageIsToldAtItsOwnLineAndNotWhereItWasWaitedFor() {
        assertThat(Bench.failureOf(() -> bench.solve("""
                        FROM base AS a
                        RUN exit 1
                        FROM scratch
                        COPY --from=a /x /
                        """)))
                .hasMessage("Dockerfile:2: RUN exit 1: the command ended with exit code 1");
    }

    @Test
    void interruptionKillsWhatRunsAndLeavesNoThread() throws Exception {
        var done = new CompletableFuture<Throwable>();
        Thread builder = new Thread(() -> {
            try {
                bench.solve("FROM base AS a\nRUN hang\nFROM base AS b\nRUN write /b b\nFROM a\nCOPY --from=b /b /\n");
                done.complete(null);
            } catch (Throwable e) {
                done.complete(e);
            }
        });
        builder.start();
        while (!bench.engine.executed.contains("hang")) {
            Thread.sleep(5);
        }
        builder.interrupt();
        assertThat(done.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(bench.engine.killed).containsKey("hang");
        assertThat(threads()).isEmpty();
    }

    @Test
    void stepThatTwoBuildsWantAtOnceIsExecutedOnce() throws Exception {
        String dockerfile = "FROM base\nRUN print working && write /one 1\n";
        Callable<SolvedImage> build = () -> bench.solve(dockerfile);
        List<SolvedImage> images = Tasks.run("test", 3, List.of(build, build, build));
        assertThat(bench.engine.executed).hasSize(1);
        assertThat(images)
                .extracting(image -> image.config())
                .containsOnly(images.get(0).config());
        assertThat(bench.fetched).hasSize(1);
    }

    @Test
    void stagesWithTheSameStepExecuteItOnce() throws Exception {
        bench.solve("""
                FROM base AS a
                RUN write /one 1
                FROM base AS b
                RUN write /one 1
                RUN write /two 2
                FROM scratch
                COPY --from=a /one /
                COPY --from=b /two /
                """);
        assertThat(bench.engine.executed).containsExactlyInAnyOrder("write /one 1", "write /two 2");
    }

    @Test
    void waitingForAStepOfAFailingBuildGivesTheOtherItsTurn() throws Exception {
        Callable<Throwable> build = () -> {
            try {
                bench.solve("FROM base\nRUN exit 1\n");
                return null;
            } catch (BuildFailure e) {
                return e;
            }
        };
        assertThat(Tasks.run("test", 2, List.of(build, build))).doesNotContainNull();
        assertThat(bench.engine.executed).hasSize(2);
    }

    @Test
    void nothingIsFetchedForStagesWhoseStepsAreKnown() throws Exception {
        // The key of a RUN is made of diff IDs, and these stand in the base's config.
        bench.solve("FROM base AS a\nRUN write /one 1\nFROM scratch\nCOPY --from=a /one /\n");
        bench.fetched.clear();
        bench.engine.executed.clear();
        bench.solve("FROM base AS a\nRUN write /one 1\nFROM a\nLABEL x=y\n");
        assertThat(bench.engine.executed).isEmpty();
        assertThat(bench.fetched).isEmpty();
    }

    @Test
    void runSeesItsEnvironmentAndProxiesInOrder() throws Exception {
        bench.args.put("HTTPS_PROXY", "http://proxy");
        bench.solve("FROM base\nENV PATH=/bin B=2\nARG A=1\nUSER app\nWORKDIR /w\nRUN write /one 1\n");
        RunRequest request = bench.engine.requests.get(0);
        assertThat(request.env()).containsEntry("HTTPS_PROXY", "http://proxy").containsEntry("A", "1");
        assertThat(request.env().keySet()).containsSubsequence("PATH", "B");
        assertThat(request.user()).isEqualTo("app");
        assertThat(request.workdir()).isEqualTo("/w");
        assertThat(request.hostname()).isEqualTo("buildkitsandbox");
        assertThat(request.network()).isTrue();
        assertThat(request.layers()).hasSize(2);
    }

    @Test
    void bindOfTheContextShowsWhatIsNotIgnored() throws Exception {
        bench.write(".dockerignore", "dir/secret\n");
        bench.write("dir/secret", "hidden");
        bench.write("dir/we[i]rd*", "odd");
        SolvedImage image = bench.solve("""
                FROM base
                RUN --mount=target=/src copy /src/dir/b.txt /whole
                RUN --mount=source=dir,target=/src copy /src/b.txt /directory
                RUN --mount=source=dir/b.txt,target=/src copy /src /file
                RUN --mount=source=dir/we[i]rd*,target=/src copy /src /odd
                """);
        assertThat(List.of(
                        Bench.read(image, "whole"),
                        Bench.read(image, "directory"),
                        Bench.read(image, "file"),
                        Bench.read(image, "odd")))
                .containsExactly("b", "b", "b", "odd");
        assertThatThrownBy(() -> bench.solve("FROM base\nRUN --mount=source=dir,target=/src copy /src/secret /x\n"))
                .hasMessageContaining("no such file: dir/secret");
        assertThat(Bench.failureOf(() -> bench.solve("FROM base\nRUN --mount=source=none,target=/s write /x x\n")))
                .hasMessageContaining("Dockerfile:2");
    }

    @Test
    void bindOfTheContextFollowsLinks() throws Exception {
        Files.createSymbolicLink(bench.context.resolve("link"), Path.of("dir"));
        Files.createSymbolicLink(bench.context.resolve("file"), Path.of("/link/b.txt"));
        SolvedImage image = bench.solve("""
                FROM base
                RUN --mount=source=link,target=/src copy /src/b.txt /one
                RUN --mount=source=link/b.txt,target=/src copy /src /two
                RUN --mount=source=file,target=/src copy /src /three
                """);
        assertThat(List.of(Bench.read(image, "one"), Bench.read(image, "two"), Bench.read(image, "three")))
                .containsExactly("b", "b", "b");
    }

    @Test
    void bindOfAStageShowsItsRoot() throws Exception {
        SolvedImage image = bench.solve("""
                FROM base AS a
                RUN write /out/one 1
                FROM base
                RUN --mount=from=a,source=/out,target=/in,rw copy /in/one /two
                """);
        assertThat(Bench.read(image, "two")).isEqualTo("1");
        RunMount.Layers mount =
                (RunMount.Layers) bench.engine.requests.get(1).mounts().get(0);
        assertThat(mount.scratchWritable()).isTrue();
        assertThat(mount.layers()).hasSize(2);
    }

    @Test
    void secretsReachTheProcessAndNothingElse() throws Exception {
        bench.secrets.put("token", "hush-hush");
        SolvedImage image = bench.solve("""
                FROM base
                RUN --mount=type=secret,id=token --mount=type=secret,id=token,env=TOKEN \
                    --mount=type=secret,id=absent write /one 1
                """);
        RunRequest request = bench.engine.requests.get(0);
        assertThat(request.env()).containsEntry("TOKEN", "hush-hush");
        assertThat(request.mounts()).hasSize(1).allMatch(mount -> mount.target().equals("/run/secrets/token"));
        assertThat(image.config().toString()).doesNotContain("hush-hush");
        assertThat(Bench.failureOf(
                        () -> bench.solve("FROM base\nRUN --mount=type=secret,id=absent,required=true write /one 2\n")))
                .hasMessageContaining("'absent' is required");
    }

    private static String line(JsonNode entry) {
        return entry.path("created").asText() + " " + entry.path("created_by").asText()
                + (entry.path("empty_layer").asBoolean() ? " (empty)" : "");
    }

    private static Digest[] blobs(SolvedImage image) {
        return image.layers().stream()
                .map(layer -> layer.blob().digest())
                .distinct()
                .toArray(Digest[]::new);
    }

    /** Threads of ours that are still there. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("drydock-(stage|fetch).*"))
                .collect(Collectors.toSet());
    }
}
