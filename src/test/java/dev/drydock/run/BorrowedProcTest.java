package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.SandboxMode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs with the /proc of the machine, as in a container where no other can be mounted. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BorrowedProcTest extends SandboxTest {

    private WorkerRunEngine borrowing;

    @BeforeAll
    void openBorrowing() throws Exception {
        borrowing = WorkerRunEngine.open(new RunEngineOptions(store(), SandboxMode.OVERLAY, choice -> {}));
        try {
            new Run().go(borrowing);
        } catch (BuildFailure e) {
            Assumptions.abort("NO USER NAMESPACE WITH SEVERAL IDS HERE: " + e.getMessage());
        }
    }

    @AfterAll
    void closeBorrowing() {
        if (borrowing != null) {
            borrowing.close();
        }
    }

    @Test
    void aProcessFindsItselfInProc() throws Exception {
        var outcome = new Run()
                .script("readlink /proc/self/exe; readlink /proc/self/root; cat /dev/null /proc/self/fd/0; touch /made")
                .go(borrowing);
        assertThat(outcome.lines()).containsExactly("/bin/busybox", "/");
        assertThat(outcome.entries()).containsOnlyKeys("made");
    }

    @Test
    void processesLeftBehindEndWithTheRun() throws Exception {
        var outcome = new Run().script("sleep 4711 & echo started").go(borrowing);
        assertThat(outcome.text()).isEqualTo("started");
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 4711"));
    }

    /** It sees the processes of the machine, and that is all. */
    @Test
    void theProcessesOfTheMachineTellNothing() throws Exception {
        String maven = "/proc/" + ProcessHandle.current().pid();
        for (String secret : new String[] {"environ", "root/etc/passwd", "cwd/pom.xml", "fd/0", "mem", "maps"}) {
            assertThat(new Run()
                            .script("test -d " + maven + "; cat " + maven + "/" + secret + " && echo read; echo end")
                            .go(borrowing)
                            .lines())
                    .as(secret)
                    .doesNotContain("read")
                    .contains("end");
        }
    }
}
