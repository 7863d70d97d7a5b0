package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.maven.RecordedLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final Digest BLOB = Digest.parse("sha256:" + "ab".repeat(32));
    private static final Digest OTHER = Digest.parse("sha256:" + "cd".repeat(32));
    private static final String WIPE = "\r\u001b[2K";

    private final RecordedLog lines = new RecordedLog();
    private final StringWriter drawn = new StringWriter();

    /** Time stands still unless it is told to go on; nobody but the test looks. */
    private static final class Still extends StatusLine {
        private long now = Duration.ofDays(1).toNanos();

        Still(PrintWriter terminal, RecordedLog plain) {
            super(terminal, plain, "web: ");
        }

        @Override
        long now() {
            return now;
        }

        @Override
        void watch() {}

        void after(int seconds) {
            now += Duration.ofSeconds(seconds).toNanos();
            tick();
        }
    }

    private final Still batch = new Still(null, lines);
    private final Still terminal = new Still(new PrintWriter(drawn), null);

    private String foot() {
        String all = drawn.toString();
        return all.substring(all.lastIndexOf(WIPE) + WIPE.length());
    }

    @Test
    void aMinuteOfSilenceEndsWithALineForEachThingThatGoesOn() {
        batch.begins("run", "[2/5] RUN make", true);
        batch.begins("unpack", "unpacking debian", false);
        batch.moved(BLOB, false, 40_000_000, 239_000_000);
        batch.moved(OTHER, true, 1_000, 2_000);
        batch.after(59);
        assertThat(lines.text()).isEmpty();
        batch.after(1);
        assertThat(lines.text()).isEqualTo("""
            [INFO] web: [2/5] RUN make  still running, 1 min 0 s
            [INFO] web: still unpacking debian, 1 min 0 s
            [INFO] web: still fetching 1 blob: 40 MB of 239 MB
            [INFO] web: still sending 1 blob: 1.0 kB of 2.0 kB
            """);
    }

    @Test
    void anyLineMakesTheMinuteBeginAnew() {
        batch.begins("run", "[2/5] RUN make", true);
        batch.after(50);
        batch.printing();
        batch.after(50);
        assertThat(lines.text()).isEmpty();
        batch.after(10);
        assertThat(lines.text()).contains("still running, 1 min 50 s");
    }

    @Test
    void whatHasEndedIsNotTold() {
        batch.begins("run", "[2/5] RUN make", true);
        batch.begins("other", "[1/1] RUN true", true);
        batch.ends("run");
        batch.moved(BLOB, false, 1, 2);
        batch.moved(BLOB, false, 2, 2);
        batch.after(60);
        assertThat(lines.text()).isEqualTo("[INFO] web: [1/1] RUN true  still running, 1 min 0 s\n");
    }

    @Test
    void onATerminalAStepThatPrintsNothingIsShownAfterTenSeconds() {
        terminal.begins("run", "[2/5] RUN make", true);
        terminal.after(9);
        assertThat(drawn).hasToString("");
        terminal.after(1);
        assertThat(foot()).isEqualTo("[2/5] RUN make  10 s");
        terminal.printing();
        assertThat(foot()).isEmpty();
        terminal.heard("run");
        terminal.after(5);
        assertThat(foot()).isEmpty();
        terminal.after(60);
        assertThat(foot()).isEqualTo("[2/5] RUN make  1 min 15 s");
        terminal.ends("run");
        assertThat(foot()).isEmpty();
    }

    @Test
    void onATerminalTransfersAndWhatElseGoesOnAreShownBesideIt() {
        terminal.moved(BLOB, false, 40_000_000, 239_000_000);
        assertThat(foot()).isEqualTo("fetching 1 blob: 40 MB of 239 MB");
        terminal.begins("unpack", "unpacking debian", false);
        terminal.after(1);
        assertThat(foot()).isEqualTo("fetching 1 blob: 40 MB of 239 MB  unpacking debian  1 s");
        terminal.moved(BLOB, false, 239_000_000, 239_000_000);
        terminal.after(1);
        assertThat(foot()).isEqualTo("unpacking debian  2 s");
    }

    @Test
    void aTransferThatIsGivenUpGoesOnNoMore() {
        MavenBuildLog log = new MavenBuildLog(lines, "", terminal);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, BLOB, 239_000_000);
        log.transfer(blob, true, 40_000_000, blob.size());
        assertThat(foot()).isNotEmpty();
        log.transferFailed(blob, true);
        assertThat(foot()).isEmpty();
    }

    @Test
    void theLineOnATerminalIsNoLongerThanARow() {
        terminal.begins("a", "[1/9] RUN " + "a".repeat(200), true);
        terminal.after(10);
        assertThat(foot()).hasSize(79).endsWith("aaa...  10 s");
        terminal.begins("b", "[2/9] RUN " + "b".repeat(200), true);
        terminal.after(10);
        assertThat(foot()).hasSizeLessThan(80).contains("aaa").contains("bbb");
    }

    @Test
    void theThreadThatLooksEndsWithWhatGoesOn() throws Exception {
        StatusLine status = new StatusLine(new PrintWriter(drawn), null, "");
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        status.begins("run", "[2/5] RUN make", true);
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("drydock-status") && !ofOthers.contains(each))
                .findAny()
                .orElseThrow();
        status.ends("run");
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
