package dev.drydock.maven.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.maven.RecordedLog;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.progress.BuildLog.StepName;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FoldingStatusTest {

    private static final StepName RUN = new StepName("", 1, 1, "RUN make");

    private final RecordedLog lines = new RecordedLog();
    private final StringBuilder job = new StringBuilder();

    /** Lines that go to the job's log directly, after those that Maven has logged by then. */
    private final OutputStream out = new OutputStream() {
        private int logged;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            catchUp();
            job.append(new String(bytes, from, length, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            catchUp();
        }

        private void catchUp() {
            job.append(lines.text().substring(logged));
            logged = lines.text().length();
        }
    };

    private FoldingStatus status(CiService service) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);
        return new FoldingStatus(lines, "", service, new JobLog(out), clock);
    }

    private String told() throws Exception {
        out.close();
        return job.toString();
    }

    @Test
    void githubFoldsALineOfABuildUpToItsEnd() throws Exception {
        FoldingStatus status = status(CiService.GITHUB);
        MavenBuildLog log = new MavenBuildLog(lines, "", status);
        log.fold("Building me/app:100%");
        log.stepStarted(RUN);
        log.stepOutput(RUN, "cc -c a.c");
        log.stepFinished(RUN, Duration.ofSeconds(1), 0);
        status.unfold();
        log.note("Built");
        assertThat(told()).isEqualTo("""
            ::group::Building me/app:100%25
            [INFO] [1/1] | cc -c a.c
            [INFO] [1/1] RUN make  1.0 s
            ::endgroup::
            [INFO] Built
            """);
    }

    @Test
    void gitlabsSectionsHaveANameAndATime() throws Exception {
        FoldingStatus status = status(CiService.GITLAB);
        MavenBuildLog log = new MavenBuildLog(lines, "", status);
        log.fold("Building me/app:1.0");
        log.stepOutput(RUN, "cc -c a.c");
        status.rest();
        assertThat(told()).isEqualTo("""
            ^[0Ksection_start:1800000000:drydock_Building_me_app_1.0[collapsed=true]~^[0KBuilding me/app:1.0
            [INFO] [1/1] | cc -c a.c
            ^[0Ksection_end:1800000000:drydock_Building_me_app_1.0~^[0K
            """.replace('^', '\u001b').replace('~', '\r'));
    }

    @Test
    void aFailureIsToldBehindTheGroup() throws Exception {
        MavenBuildLog log = new MavenBuildLog(lines, "", status(CiService.GITHUB));
        log.fold("Building me/app");
        log.stepStarted(RUN);
        log.stepOutput(RUN, "no rule");
        log.stepFailed(RUN, "exit code 2", "no rule\n");
        log.note("of another stage");
        assertThat(told()).isEqualTo("""
            ::group::Building me/app
            [INFO] [1/1] | no rule
            ::endgroup::
            [ERROR] [1/1] RUN make  FAILED: exit code 2
            [ERROR] [1/1] all it printed:
            [ERROR] [1/1] | no rule
            [INFO] of another stage
            """);
    }

    @Test
    void aBuildThatSaysNothingHasNoGroup() throws Exception {
        FoldingStatus status = status(CiService.GITHUB);
        status.fold("Building me/app");
        status.rest();
        assertThat(told()).isEmpty();
    }

    @Test
    void aTitleIsALineWithoutControlCharacters() throws Exception {
        FoldingStatus status = status(CiService.GITHUB);
        status.fold("Building\n::set-env::\u001b[31m");
        status.tell(lines, dev.drydock.maven.log.Status.Level.INFO, "x");
        status.rest();
        assertThat(told()).isEqualTo("::group::Building ::set-env::\n[INFO] x\n::endgroup::\n");
    }
}
