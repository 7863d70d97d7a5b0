package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.maven.RecordedLog;
import dev.drydock.maven.log.Status.Level;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Digest BLOB = Digest.parse("sha256:" + "ab".repeat(32));
    private static final Digest OTHER = Digest.parse("sha256:" + "cd".repeat(32));

    private final RecordedLog lines = new RecordedLog();

    /** Time stands still unless it is told to go on; nobody but the test looks. */
    private static final class Still extends Heartbeat {
        private long now = Duration.ofDays(1).toNanos();

        Still(RecordedLog log) {
            super(log, "web: ");
        }

        @Override
        protected long now() {
            return now;
        }

        @Override
        protected void watch() {}

        void after(int seconds) {
            now += Duration.ofSeconds(seconds).toNanos();
            tick();
        }
    }

    private final Still batch = new Still(lines);

    @Test
    void aMinuteOfSilenceEndsWithALineForEachThingThatGoesOn() {
        batch.begins("run", "[2/5] RUN make");
        batch.ongoing("unpacking debian");
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
    void anyLineMakesTheMinuteBeginAnewExceptDetails() {
        batch.begins("run", "[2/5] RUN make");
        batch.after(50);
        batch.tell(lines, Level.INFO, "news");
        batch.after(30);
        batch.tell(lines, Level.DEBUG, "details");
        batch.after(20);
        assertThat(lines.text()).isEqualTo("[INFO] news\n");
        batch.after(10);
        assertThat(lines.text()).contains("still running, 1 min 50 s");
    }

    @Test
    void whatHasEndedIsNotTold() {
        batch.begins("run", "[2/5] RUN make");
        batch.begins("other", "[1/1] RUN true");
        batch.ends("run");
        batch.moved(BLOB, false, 1, 2);
        batch.moved(BLOB, false, 2, 2);
        batch.ongoing("unpacking debian").close();
        batch.after(60);
        assertThat(lines.text()).isEqualTo("[INFO] web: [1/1] RUN true  still running, 1 min 0 s\n");
    }

    @Test
    void aTransferThatIsGivenUpGoesOnNoMore() {
        MavenBuildLog log = new MavenBuildLog(lines, "", batch);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, BLOB, 239_000_000);
        log.transfer(blob, true, 40_000_000, blob.size());
        log.transferFailed(blob, true);
        batch.after(60);
        assertThat(lines.text()).isEmpty();
    }

    @Test
    void aBlobThatGoesFromOneRegistryToAnotherGoesOnUntilItHasArrived() {
        batch.moved(BLOB, false, 1_000, 9_000);
        batch.moved(BLOB, true, 500, 9_000);
        batch.moved(BLOB, false, 9_000, 9_000);
        batch.after(60);
        assertThat(lines.text()).isEqualTo("[INFO] web: still sending 1 blob: 500 B of 9.0 kB\n");
    }

    @Test
    void theThreadThatLooksEndsWithWhatGoesOn() throws Exception {
        Status status = new Heartbeat(lines, "");
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        status.begins("run", "[2/5] RUN make");
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("drydock-status") && !ofOthers.contains(each))
                .findAny()
                .orElseThrow();
        status.ends("run");
        thread.join(5_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
