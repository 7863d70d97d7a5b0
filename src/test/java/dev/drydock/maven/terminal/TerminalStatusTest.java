package dev.drydock.maven.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalStatusTest {

    private static final Descriptor BLOB =
            new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.parse("sha256:" + "ab".repeat(32)), 86_400_000);
    private static final StepName NPM = new StepName("web", 2, 4, "RUN npm ci");
    private static final StepName MAKE = new StepName("tool", 3, 3, "RUN make");

    /** Time stands still unless it is told to go on; nobody but the test looks. */
    private static final class Still extends TerminalStatus {
        private long now = Duration.ofDays(1).toNanos();
        private TerminalSize size = new TerminalSize(70, 24);

        Still(Terminal terminal, boolean colours) {
            super(terminal, StandardCharsets.UTF_8, new Look(colours));
        }

        @Override
        protected long now() {
            return now;
        }

        @Override
        TerminalSize measure() {
            return size;
        }

        @Override
        protected void watch() {}

        void after(int seconds) {
            now += Duration.ofSeconds(seconds).toNanos();
            tick();
        }
    }

    private final Terminal terminal = new Terminal(70);
    private final Still status = new Still(terminal, false);
    private final BuildLog log = new MavenBuildLog(mavens(), "", status);

    /** Maven's log, which prints to the same terminal. */
    private Log mavens() {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("is")) {
                        return !method.getName().equals("isDebugEnabled");
                    }
                    terminal.line("[" + method.getName().toUpperCase(java.util.Locale.ROOT) + "] " + arguments[0]);
                    return null;
                });
    }

    @AfterEach
    void theTerminalIsAsItWasFound() {
        status.rest();
        assertThat(terminal.isAsFound()).isTrue();
    }

    @Test
    void stepsSideBySideHaveARowEachBelowTheLog() {
        log.stepCached(new StepName("web", 1, 4, "WORKDIR /app"));
        log.stepStarted(NPM);
        status.after(1);
        log.stepStarted(MAKE);
        status.after(2);
        log.stepOutput(MAKE, "cc -c a.c");
        status.after(0);
        assertThat(terminal.text()).isEqualTo("""
            [INFO] [web 1/4] WORKDIR /app  CACHED
            [INFO] [tool 3/3] | cc -c a.c

            \\ [web 2/4] RUN npm ci                                            3 s
            \\ [tool 3/3] RUN make                                             2 s""");
        log.stepFinished(NPM, Duration.ofSeconds(3), 0);
        log.stepFinished(MAKE, Duration.ofSeconds(2), 1_000_000);
        assertThat(terminal.text()).isEqualTo("""
            [INFO] [web 1/4] WORKDIR /app  CACHED
            [INFO] [tool 3/3] | cc -c a.c
            [INFO] [web 2/4] RUN npm ci  3.0 s
            [INFO] [tool 3/3] RUN make  2.0 s  1.0 MB""");
    }

    @Test
    void aTransferTellsBytesAndRate() {
        log.transfer(BLOB, false, 10_000_000, BLOB.size());
        status.after(1);
        log.transfer(BLOB, false, 20_000_000, BLOB.size());
        status.after(1);
        assertThat(terminal.text().strip())
                .isEqualTo("- fetching abababababab  20 MB of 86 MB  5.0 MB/s                 2 s");
        status.after(30);
        log.transfer(BLOB, false, 20_500_000, BLOB.size());
        status.after(5);
        log.transfer(BLOB, false, 20_600_000, BLOB.size());
        assertThat(terminal.text()).contains("kB/s");
        log.transfer(BLOB, false, BLOB.size(), BLOB.size());
        assertThat(terminal.text()).isEmpty();
    }

    @Test
    void aTransferThatIsGivenUpIsGone() {
        log.transfer(BLOB, true, 10_000_000, BLOB.size());
        status.after(1);
        assertThat(terminal.text()).contains("sending abababababab");
        log.transferFailed(BLOB, true);
        assertThat(terminal.text()).isEmpty();
    }

    @Test
    void aStepThatHasFallenSilentIsSaidToLive() {
        log.stepStarted(NPM);
        log.stepOutput(NPM, "added 12 packages");
        status.after(5);
        log.stepOutput(NPM, "one more");
        status.after(9);
        assertThat(terminal.text()).doesNotContain("silent");
        status.after(61);
        assertThat(terminal.text())
                .contains("RUN npm ci  silent for 1 min 10 s")
                .contains("1 min 15 s");
        log.stepOutput(NPM, "done");
        status.after(1);
        assertThat(terminal.text()).doesNotContain("silent");
    }

    @Test
    void aFailureTakesTheRowsAway() {
        log.stepStarted(NPM);
        status.after(1);
        log.stepFailed(NPM, "exit code 1", "npm ERR!\n");
        assertThat(terminal.text()).isEqualTo("""
            [ERROR] [web 2/4] RUN npm ci  FAILED: exit code 1
            [ERROR] [web 2/4] all it printed:
            [ERROR] [web 2/4] | npm ERR!""");
    }

    @Test
    void aLineThatOthersPrintIsWhole() {
        log.stepStarted(NPM);
        status.after(1);
        terminal.line("WARNING: from somewhere else");
        status.after(1);
        assertThat(terminal.text())
                .startsWith("WARNING: from somewhere else\n\n")
                .endsWith("2 s");
        log.stepOutput(NPM, "done");
        assertThat(terminal.text()).isEqualTo("""
            WARNING: from somewhere else
            [INFO] [web 2/4] | done""");
    }

    @Test
    void nothingIsDrawnBetweenGoals() {
        log.stepStarted(NPM);
        status.after(1);
        status.rest();
        assertThat(terminal.text()).isEmpty();
        int writes = terminal.writes();
        status.after(1);
        log.stepOutput(NPM, "more");
        status.after(1);
        assertThat(terminal.writes()).isEqualTo(writes);
        status.enter();
        status.after(1);
        assertThat(terminal.text()).contains("RUN npm ci");
    }

    @Test
    void whatIsOverAtOnceIsNotShown() {
        log.stepStarted(NPM);
        status.after(0);
        log.stepFinished(NPM, Duration.ofMillis(100), 0);
        assertThat(terminal.writes()).isZero();
    }

    @Test
    void aTerminalThatBecomesNarrowerKeepsOneRowForEach() {
        log.stepStarted(new StepName("", 1, 1, "RUN " + "x".repeat(200)));
        status.size = new TerminalSize(200, 24);
        status.after(1);
        assertThat(terminal.text().strip().lines()).hasSize(1);
        status.after(1);
        assertThat(terminal.text().strip().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 16, 20, 30, 40, 60, 80, 120, 200})
    void noRowReachesTheLastColumn(int columns) {
        status.size = new TerminalSize(columns, 24);
        log.stepStarted(new StepName("wide", 1, 1, "RUN echo '" + "漢字🚢".repeat(40) + "'"));
        log.stepStarted(new StepName("ctrl", 1, 1, "RUN printf '\u001b[31m\t\u0007'"));
        log.transfer(BLOB, false, 10_000_000, BLOB.size());
        status.after(4000);
        assertThat(terminal.text().strip().lines()).hasSize(3);
        assertThat(terminal.text().lines()).allMatch(row -> CellText.width(row) < columns);
    }

    @ParameterizedTest
    @CsvSource({"24, 3, 3", "24, 12, 12", "24, 13, 12", "24, 99, 12", "10, 9, 6", "5, 9, 1", "2, 9, 1"})
    void rowsLeaveRoomForTheLog(int height, int steps, int rows) {
        status.size = new TerminalSize(70, height);
        for (int i = 0; i < steps; i++) {
            log.stepStarted(new StepName("s" + i, 1, 1, "RUN true"));
        }
        status.after(1);
        assertThat(terminal.text().strip().lines()).hasSize(rows);
        if (rows < steps && rows > 1) {
            assertThat(terminal.text()).endsWith("and " + (steps - rows + 1) + " more");
        }
    }

    @Test
    void coloursEndWhereTheyShould() {
        Terminal coloured = new Terminal(70);
        Still withColours = new Still(coloured, true);
        MavenBuildLog log = new MavenBuildLog(mavens(), "", withColours);
        log.stepStarted(NPM);
        withColours.after(1);
        assertThat(coloured.text()).contains("[web 2/4] RUN npm ci");
        assertThat(coloured.isAsFound()).isTrue();
        log.stepCached(MAKE);
        assertThat(terminal.text()).isEqualTo("[INFO] [tool 3/3] RUN make  CACHED");
        assertThat(terminal.isAsFound()).isTrue();
        withColours.rest();
    }

    @Test
    void linesAndRowsOfManyThreadsDoNotMix() throws Exception {
        TerminalStatus real = new TerminalStatus(terminal, StandardCharsets.UTF_8, new Look(false));
        MavenBuildLog shared = new MavenBuildLog(mavens(), "", real);
        CountDownLatch ready = new CountDownLatch(3);
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            StepName step = new StepName("s" + i, 1, 1, "RUN work");
            threads[i] = new Thread(() -> {
                shared.stepStarted(step);
                ready.countDown();
                for (int n = 0; n < 300; n++) {
                    shared.stepOutput(step, "line " + n);
                    if (n % 100 == 0) {
                        sleep(300);
                    }
                }
                shared.stepFinished(step, Duration.ofSeconds(1), 0);
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(terminal.text().lines())
                .hasSize(3 * 301)
                .allMatch(line -> line.matches("\\[INFO] \\[s\\d 1/1] (\\| line \\d+|RUN work  1\\.0 s)"));
        assertThat(terminal.writes()).isPositive();
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
