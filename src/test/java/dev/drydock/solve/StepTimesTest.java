package dev.drydock.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting is told on its own and is not counted as the time of a step. */
@Timeout(60)
class StepTimesTest {

    private static final Duration LONG = Duration.ofMillis(400);

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void makeBench() throws Exception {
        bench = new Bench(temp);
        bench.write("a.txt", "a");
    }

    /** @return how long it took as a whole */
    private Duration solve(String dockerfile) throws Exception {
        long start = System.nanoTime();
        bench.solve(dockerfile);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<String> log() {
        return List.copyOf(bench.log.all);
    }

    @Test
    void aRunBeginsWhenItsBaseHasBeenPulledAndUnpacked() throws Exception {
        bench.pulling = LONG;
        bench.engine.unpacking = LONG;
        Duration whole = solve("FROM base\nRUN print hello\n");
        assertThat(log())
                .containsExactly(
                        "begins pulling base:latest",
                        "ends pulling base:latest",
                        "pulled base:latest " + bench.baseLayer.layer().blob().size(),
                        "begins unpacking base:latest",
                        "ends unpacking base:latest",
                        "unpacked base:latest",
                        "started [ 1/1]",
                        "output [ 1/1] hello",
                        "finished [ 1/1]");
        assertThat(bench.log.took.get("RUN print hello")).isLessThan(whole.minus(LONG.multipliedBy(2)));
    }

    @Test
    void theTimeARunTakesItselfIsItsTime() throws Exception {
        SolvedImage image = bench.solve("FROM base\nRUN sleep 400\n");
        assertThat(bench.log.took.get("RUN sleep 400")).isGreaterThanOrEqualTo(LONG);
        assertThat(image.executed().get(0).took()).isGreaterThanOrEqualTo(LONG);
    }

    @Test
    void aCopyBeginsWhenTheTreeItGoesToIsKnown() throws Exception {
        bench.pulling = LONG;
        Duration whole = solve("FROM base\nCOPY a.txt /\nWORKDIR /w\n");
        assertThat(log()).element(2).asString().startsWith("pulled ");
        assertThat(log()).element(3).isEqualTo("started [ 1/2]");
        assertThat(bench.log.took).hasSize(2);
        assertThat(bench.log.took.values()).allMatch(took -> took.compareTo(whole.minus(LONG)) < 0);
    }

    @Test
    void aStepDoesNotTakeTheTimeOfTheStageItReads() throws Exception {
        Duration whole = solve("FROM base AS slow\nRUN sleep 400 && write /x 1\nFROM scratch\nCOPY --from=slow /x /\n");
        assertThat(bench.log.took.get("COPY --from=slow /x /")).isLessThan(whole.minus(LONG));
    }

    @Test
    void aBaseIsPulledOnceForAllStagesAndSoSaid() throws Exception {
        bench.pulling = LONG;
        bench.solve("FROM base AS a\nRUN write /a 1\nFROM base AS b\nRUN write /b 1\nFROM a\nCOPY --from=b /b /\n");
        assertThat(log().stream().filter(line -> line.startsWith("pulled"))).hasSize(1);
        assertThat(log().stream().filter(line -> line.startsWith("unpacked base")))
                .hasSize(1);
    }

    @Test
    void layersThatStepsMadeAreUnpackedWithoutAName() throws Exception {
        bench.solve("FROM base\nRUN write /a 1\nCOPY a.txt /\nRUN write /b 1\n");
        assertThat(log()).contains("unpacked null");
    }

    @Test
    void whatIsHereIsNeitherPulledNorUnpacked() throws Exception {
        bench.solve("FROM base\nRUN write /a 1\n");
        bench.log.clear();
        bench.solve("FROM base\nRUN write /b 1\n");
        assertThat(log()).containsExactly("started [ 1/1]", "finished [ 1/1]");
    }

    @Test
    void aBaseNobodyRunsOnIsPulledAtTheEnd() throws Exception {
        bench.solve("FROM base\nENV A=1\n");
        assertThat(log()).hasSize(3).last().asString().startsWith("pulled base:latest");
    }
}
