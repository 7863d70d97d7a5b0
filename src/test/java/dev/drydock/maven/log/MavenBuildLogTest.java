package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.maven.RecordedLog;
import dev.drydock.progress.BuildLog.StepName;
import dev.drydock.registry.PushReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MavenBuildLogTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "ab".repeat(32));
    private static final Descriptor BLOB = new Descriptor(MediaTypes.OCI_LAYER_GZIP, DIGEST, 86_400_000);

    private final RecordedLog lines = new RecordedLog();

    @Test
    void aBuildReadsAsInTheGoldenFile() throws IOException {
        tell(new MavenBuildLog(lines, "", new Heartbeat(lines, "")));
        assertThat(lines.text()).isEqualTo(golden("build-log.txt"));
    }

    @Test
    void modulesBuiltSideBySideAreTold() {
        MavenBuildLog log = new MavenBuildLog(lines, "web: ", new Heartbeat(lines, ""));
        log.stepCached(new StepName("", 1, 1, "RUN true"));
        assertThat(lines.text()).isEqualTo("[INFO] web: [1/1] RUN true  CACHED\n");
    }

    @Test
    void quietLogsKeepQuietButForFailures() {
        RecordedLog quiet = new RecordedLog(false, false);
        tell(new MavenBuildLog(quiet, "", new Heartbeat(quiet, "")));
        assertThat(quiet.text().lines()).allMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[WARNING]"));
        assertThat(quiet.text()).contains("E: Unable to locate package");
    }

    @Test
    void noControlCharacterOfACommandGetsIntoTheLog() {
        MavenBuildLog log = new MavenBuildLog(lines, "", new Heartbeat(lines, ""));
        StepName run = new StepName("", 1, 1, "RUN printf '\u001b[2J'\u0007");
        log.stepStarted(run);
        log.stepOutput(run, "10 %\r\u001b[32m100 %\u001b[0m\r");
        log.stepFailed(run, "\u001b]0;title\u0007exit code 1", "a\u001b[1mb\nc\u0000d\n");
        log.note("the image\u001b[5m");
        log.warning("one\ntwo\u001b[5m");
        assertThat(lines.text()).isEqualTo("""
            [INFO] [1/1] | 100 %
            [ERROR] [1/1] RUN printf ''  FAILED: exit code 1
            [ERROR] [1/1] all it printed:
            [ERROR] [1/1] | ab
            [ERROR] [1/1] | cd
            [INFO] the image
            [WARNING] one
            two
            """);
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfEachBlob() {
        Descriptor config = new Descriptor(MediaTypes.OCI_CONFIG, DIGEST, 1_500);
        new MavenBuildLog(lines, "", new Heartbeat(lines, ""))
                .wouldPush(new PushReport(
                        Reference.parse("me/app:1"),
                        DIGEST,
                        List.of("1", "latest"),
                        List.of(
                                new PushReport.Blob(config, PushReport.Way.SENT),
                                new PushReport.Blob(BLOB, PushReport.Way.MOUNTED))));
        assertThat(lines.text()).isEqualTo("""
            [INFO] Would push me/app:1, me/app:latest  %1$s  (1 of 2 blobs to send, 1.5 kB)
            [INFO]   to send    %1$s  1.5 kB
            [INFO]   to mount   %1$s  86 MB
            """.formatted(DIGEST));
    }

    @Test
    void aPushTellsInOneLineOfTheDocumentsThatWentWithIt() {
        List<PushReport.Attachment> attachments = List.of(
                new PushReport.Attachment(DIGEST, "application/vnd.cyclonedx+json", 30_000, false),
                new PushReport.Attachment(DIGEST, "application/vnd.dev.sigstore.bundle.v0.3+json", 700, true),
                new PushReport.Attachment(DIGEST, "application/vnd.dev.sigstore.bundle.v0.3+json", 800, true));
        PushReport report = new PushReport(Reference.parse("me/app:1"), DIGEST, List.of("1"), List.of(), attachments);
        MavenBuildLog log = new MavenBuildLog(lines, "", new Heartbeat(lines, ""));
        log.pushed(report);
        log.wouldPush(report);
        assertThat(lines.text()).isEqualTo("""
            [INFO] Pushed me/app:1  %1$s  (0 of 0 blobs sent, 0 B)
            [INFO]   with CycloneDX SBOM, signature (2): 2 of 3 sent, 1.5 kB
            [INFO] Would push me/app:1  %1$s  (0 of 0 blobs to send, 0 B)
            [INFO]   there      %1$s  30 kB  CycloneDX SBOM
            [INFO]   to send    %1$s  700 B  signature
            [INFO]   to send    %1$s  800 B  signature
            """.formatted(DIGEST));
    }

    private static void tell(MavenBuildLog log) {
        StepName run = new StepName("", 3, 6, "RUN apt-get update   && apt-get install -y python3-flask");
        log.resolved(Reference.parse("debian:bookworm"), DIGEST);
        log.transfer(BLOB, false, 40_000_000, BLOB.size());
        log.transfer(BLOB, false, BLOB.size(), BLOB.size());
        log.pulled(Reference.parse("debian:bookworm"), 239_000_000, Duration.ofSeconds(9));
        log.pulled(null, 12_000_000, Duration.ofMillis(1_200));
        log.unpacked(Reference.parse("debian:bookworm"), Duration.ofMillis(4_100));
        log.unpacked(null, Duration.ofMillis(2_000));
        log.unpacked(null, Duration.ofMillis(300));
        log.ongoing("fetching https://example.org/a").close();
        log.transferSkipped(BLOB, "exists");
        log.stepFinished(new StepName("", 1, 6, "ENV LANG=C.UTF-8"), Duration.ZERO, 0);
        log.stepCached(new StepName("", 2, 6, "WORKDIR /app"));
        log.stepStarted(run);
        log.stepOutput(run, "Reading package lists...");
        log.stepOutput(run, "");
        log.stepFinished(run, Duration.ofMillis(4_230), 86_400_000);
        log.stepFinished(new StepName("build", 4, 6, "COPY " + "a".repeat(120) + " /"), Duration.ofSeconds(185), 1_234);
        log.warning("the base image is for another CPU");
        log.stepFailed(
                new StepName("", 5, 6, "RUN apt-get install nope"),
                "exit code 100",
                "Reading package lists...\nE: Unable to locate package nope\n");
        log.debug("what nobody asked for");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = MavenBuildLogTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
