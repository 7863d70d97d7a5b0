package dev.drydock.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.progress.LayerListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are begun before the one below them is a layer, and those that have to be taken back. */
@Timeout(60)
class RunsAheadTest {

    private static final String TWO = "FROM base\nRUN print hello && write /a A\nRUN print world && write /b B\n";
    private static final BuildFailure FAILURE = BuildFailure.ofEnvironment("something is broken", null, null);

    @TempDir
    Path temp;

    private Bench bench;
    private final FollowingEngine engine = new FollowingEngine();

    @BeforeEach
    void makeBench() throws Exception {
        bench = new Bench(temp);
        bench.write("a.txt", "a");
        bench.running = engine;
    }

    @AfterEach
    void nothingRunsAndNoFileIsLeft() throws Exception {
        assertThat(engine.going).isEmpty();
        assertThat(temporaryFiles()).isEmpty();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (var all = Files.walk(bench.machineStore)) {
            return all.filter(file -> file.toString().contains("/sessions/"))
                    .filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .toList();
        }
    }

    private CompletableFuture<SolvedImage> solve(String dockerfile) {
        var result = new CompletableFuture<SolvedImage>();
        builder = new Thread(() -> {
            try {
                result.complete(bench.solve(dockerfile));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        builder.start();
        return result;
    }

    private Thread builder;

    private static Throwable failureOf(CompletableFuture<?> result) throws Exception {
        try {
            throw new AssertionError(result.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private List<String> executedBySteps() {
        return List.copyOf(bench.log.all).stream()
                .filter(line -> !line.contains("pull") && !line.contains("unpack"))
                .toList();
    }

    private Set<Path> records() throws IOException {
        try (var all = Files.walk(bench.machineStore)) {
            return new HashSet<>(all.filter(file -> file.toString().contains("/steps/") && Files.isRegularFile(file))
                    .toList());
        }
    }

    @Test
    void theFilesOfALayerAreToldBeforeItIsCompressed() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        bench.layers = new LayerListener() {
            @Override
            public void files(Layer tar, Path file) {
                told.add("files of " + tar.diffId());
                assertThat(tar.blob().digest()).isEqualTo(tar.diffId());
                assertThat(file).hasSize(tar.blob().size());
                engine.release("A whole");
            }

            @Override
            public void layer(Layer layer, Path file) {
                told.add("layer " + layer.diffId());
                assertThat(file).hasSize(layer.blob().size());
            }
        };
        engine.hold("A whole");
        var image = solve("FROM base\nRUN print hello && write /a A\n").get(30, TimeUnit.SECONDS);
        Digest diffId = image.layers().get(1).diffId();
        assertThat(told).containsExactly("files of " + diffId, "layer " + diffId);
    }

    /** Makes a build to come find the result of the second step, once it has that of the first. */
    private void knowTheSecondStepOnly() throws Exception {
        bench.running = bench.engine;
        bench.solve(TWO.substring(0, TWO.indexOf("RUN print world")));
        Set<Path> first = records();
        bench.solve(TWO);
        assertThat(records()).hasSizeGreaterThan(first.size());
        for (Path record : first) {
            Files.delete(record);
        }
        bench.running = engine;
        bench.log.clear();
    }

    @ParameterizedTest
    @CsvSource({"false, A changes", "false, A whole", "false, B ends", "true, A changes", "true, B whole"})
    void theLogAndTheResultAreThoseOfStepsOneAfterTheOther(boolean noCache, String slow) throws Exception {
        bench.running = bench.engine;
        var expected = bench.solve(TWO);
        try (var files = Files.walk(bench.machineStore)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        bench.running = engine;
        bench.log.clear();
        var options = bench.options;
        bench.options = new SolveOptions(noCache, options.compression(), options.created(), options.fileTime(), false);
        engine.hold(slow);
        var image = solve(TWO);
        engine.await("B begins on A");
        engine.await(slow);
        if (slow.equals("A changes")) {
            engine.await("B ends");
            assertThat(executedBySteps()).containsExactly("started [ 1/2]", "output [ 1/2] hello");
        }
        engine.release(slow);
        assertThat(image.get(30, TimeUnit.SECONDS).layers()).isEqualTo(expected.layers());
        assertThat(executedBySteps())
                .containsSubsequence("started [ 1/2]", "output [ 1/2] hello", "finished [ 1/2]", "finished [ 2/2]")
                .containsSubsequence("output [ 1/2] hello", "started [ 2/2]", "output [ 2/2] world")
                .hasSize(6);
        assertThat(engine.events).doesNotContain("B is killed");
    }

    @Test
    void itsTimeCountsFromWhenItsProcessBegan() throws Exception {
        engine.hold("A changes");
        var image = solve("FROM base\nRUN write /a A\nRUN sleep 400 && write /b B\n");
        engine.await("B ends");
        engine.release("A changes");
        image.get(30, TimeUnit.SECONDS);
        assertThat(bench.log.took.get("RUN sleep 400 && write /b B")).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void eachRunBeginsOnTheOneBelowIt() throws Exception {
        bench.solve(TWO + "ENV x=y\nLABEL a=b\nRUN write /c C\nCOPY a.txt /\nRUN write /d D\nRUN write /e E\n");
        assertThat(engine.events.stream().filter(event -> event.contains("begins")))
                .containsExactly("A begins", "B begins on A", "C begins on B", "D begins", "E begins on D");
    }

    @Test
    void oneThatReadsSomethingElseIsNotBegun() throws Exception {
        bench.solve("FROM base AS other\nRUN write /o O\nFROM base\nRUN write /a A\n"
                + "RUN --mount=type=bind,target=/m write /b B\n"
                + "RUN --mount=type=cache,target=/c,from=other write /c C\n"
                + "RUN --mount=type=cache,target=/c --mount=type=tmpfs,target=/t write /d D\n");
        assertThat(engine.events.stream().filter(event -> event.contains("begins on")))
                .containsExactly("D begins on C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A changes", "B ends", "B changes", "B whole", "nothing"})
    void oneWhoseResultIsKnownIsDropped(String slow) throws Exception {
        knowTheSecondStepOnly();
        engine.hold(slow);
        var image = solve(TWO);
        engine.await("B begins on A");
        if (slow.equals("A changes")) {
            engine.await("B ends");
            engine.release(slow);
        }
        assertThat(image.get(30, TimeUnit.SECONDS).layers()).hasSize(3);
        assertThat(executedBySteps())
                .containsExactlyInAnyOrder("started [ 1/2]", "output [ 1/2] hello", "finished [ 1/2]", "cached [ 2/2]");
        assertThat(engine.events).contains("B is killed");
    }

    @Test
    void oneThatFailsAndWhoseResultIsKnownIsForgotten() throws Exception {
        knowTheSecondStepOnly();
        engine.failures.put("B ends", FAILURE);
        engine.hold("A changes");
        var image = solve(TWO);
        engine.await("B ends");
        engine.release("A changes");
        assertThat(image.get(30, TimeUnit.SECONDS).layers()).hasSize(3);
        assertThat(executedBySteps()).contains("cached [ 2/2]");
    }

    @Test
    void oneThatFailsFirstIsToldInItsTurn() throws Exception {
        engine.failures.put("B ends", FAILURE);
        engine.hold("A changes");
        var image = solve(TWO);
        engine.await("B ends");
        engine.release("A changes");
        assertThat(failureOf(image)).hasMessageContaining("Dockerfile:3").hasMessageContaining("broken");
        assertThat(executedBySteps())
                .containsSubsequence("started [ 1/2]", "started [ 2/2]", "output [ 2/2] world")
                .contains("finished [ 1/2]", "failed [ 2/2]: something is broken: world");
        bench.log.clear();
        engine.failures.clear();
        bench.solve(TWO);
        assertThat(executedBySteps()).startsWith("cached [ 1/2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A ends", "A changes", "A whole"})
    void aRunThatFailsEndsTheOneOnTopOfIt(String stage) throws Exception {
        engine.failures.put(stage, FAILURE);
        engine.hold(stage);
        engine.hold("B ends");
        var image = solve(TWO);
        engine.await(stage);
        if (!stage.equals("A ends")) {
            engine.await("B ends");
        }
        engine.release(stage);
        assertThat(failureOf(image)).hasMessageContaining("Dockerfile:2").hasMessageContaining("broken");
        assertThat(engine.events).contains("B is killed");
        assertThat(executedBySteps()).noneMatch(line -> line.startsWith("finished"));
        assertThat(records()).isEmpty();
    }

    @Test
    void aCommandThatFailsIsFollowedByNothing() throws Exception {
        var failure = Bench.failureOf(() -> bench.solve("FROM base\nRUN exit 3\nRUN write /b B\n"));
        assertThat(failure).hasMessageContaining("Dockerfile:2").hasMessageContaining("exit code 3");
        assertThat(engine.events).noneMatch(event -> event.startsWith("B begins"));
    }

    @Test
    void aStepThatCannotBeBegunFailsInItsTurn() throws Exception {
        var failure = Bench.failureOf(() ->
                bench.solve("FROM base\nRUN write /a A\nRUN --mount=type=secret,id=none,required=true write /b B\n"));
        assertThat(failure).hasMessageContaining("Dockerfile:3").hasMessageContaining("'none'");
        assertThat(executedBySteps()).contains("finished [ 1/2]");
    }

    @ParameterizedTest
    @CsvSource({
        "A ends, ",
        "A changes, B ends",
        "A changes, B changes",
        "A whole, B ends",
        "B ends, A whole",
        "B changes, A whole"
    })
    void anInterruptedBuildEndsBoth(String slow, String reached) throws Exception {
        engine.hold(slow);
        if (reached != null) {
            engine.hold(reached);
        }
        var image = solve(TWO);
        engine.await(slow);
        if (reached != null && !reached.equals("B changes")) {
            engine.await(reached);
        }
        builder.interrupt();
        assertThat(failureOf(image)).isInstanceOf(InterruptedException.class);
        assertThat(engine.events).contains("B is killed");
        assertThat(engine.going).isEmpty();
    }
}
