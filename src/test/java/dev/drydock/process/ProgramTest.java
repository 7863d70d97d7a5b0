package dev.drydock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs of these tests are shell scripts")
@Timeout(60)
class ProgramTest {

    @TempDir
    Path directory;

    private static Program sh(String script) {
        return Program.of(List.of("/bin/sh", "-c", script));
    }

    @Test
    void outputsAndExitCodeAreKept() throws Exception {
        assertThat(sh("echo out; echo err >&2; exit 3").run()).isEqualTo(new Program.Ended(3, "out\n", "err\n"));
        assertThat(sh("echo out; echo err >&2").withErrorsInOutput().run())
                .isEqualTo(new Program.Ended(0, "out\nerr\n", ""));
    }

    @Test
    void directoryEnvironmentAndInputAreAsTold() throws Exception {
        String script = "pwd; echo $GREETING $HOME; cat";
        Program program = sh(script).in(directory.toRealPath()).withEnvironment(Map.of("GREETING", "hello"));
        assertThat(program.run().out()).isEqualTo(directory.toRealPath() + "\nhello\n");
        assertThat(program.withInput("read".getBytes()).run().out()).endsWith("\nread");
    }

    @Test
    void outputsCanBeReadByOthersWhileItRuns() throws Exception {
        StringBuilder read = new StringBuilder();
        Program program =
                sh("echo out; echo err >&2; exit 3").withOutput(in -> read.append(new String(in.readAllBytes())));
        assertThat(program.run()).isEqualTo(new Program.Ended(3, "", "err\n"));
        assertThat(read).hasToString("out\n");
    }

    @Test
    void whoReadsAnOutputAndRefusesItEndsTheProgram() {
        Program program = sh("while echo more; do :; done").withOutput(in -> {
            throw new IllegalStateException("refused");
        });
        assertThatThrownBy(program::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused");
    }

    @Test
    void moreOutputThanIsKeptIsReadAllTheSame() throws Exception {
        Program.Ended ended = sh("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; exit 5")
                .keeping(1000)
                .run();
        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.out()).hasSize(1000);
        assertThat(ended.err()).hasSize(1000);
    }

    @Test
    void inputThatIsNotTakenIsAFailureUnlessTheProgramFailsItself() throws Exception {
        Program.Input much = out -> out.write(new byte[1 << 20]);
        assertThatThrownBy(() -> sh("exit 0").withInput(much).run()).isInstanceOf(IOException.class);
        assertThat(sh("echo no >&2; exit 4").withInput(much).run()).isEqualTo(new Program.Ended(4, "", "no\n"));
        assertThat(sh("exit 0").withInput(new byte[1 << 20]).run().exitCode()).isZero();
        assertThatThrownBy(() -> sh("cat")
                        .withInput(out -> {
                            throw new IOException("nothing to read");
                        })
                        .run())
                .hasMessage("nothing to read");
    }

    @Test
    void oneThatTakesTooLongIsEndedWithAllItStarted() throws Exception {
        Path pid = directory.resolve("pid");
        Program hanging = sh("trap '' TERM; sh -c 'trap \"\" TERM; sleep 600' & echo $! > " + pid + "; wait")
                .within(Duration.ofMillis(700));
        assertThatExceptionOfType(Program.Late.class).isThrownBy(hanging::run);
        assertEnds(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void anInterruptionEndsItToo() throws Exception {
        Path pid = directory.resolve("pid");
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                sh("echo $$ > " + pid + "; sleep 600").run();
            } catch (InterruptedException e) {
                interrupted.countDown();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.sleep(10);
        }
        thread.interrupt();
        interrupted.await();
        assertEnds(Long.parseLong(Files.readString(pid).strip()));
    }

    private static void assertEnds(long pid) throws InterruptedException {
        for (int i = 0; i < 100 && alive(pid); i++) {
            Thread.sleep(20);
        }
        assertThat(alive(pid)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().command().isPresent())
                .isPresent();
    }

    @Test
    void whatItLeavesRunningIsNotWaitedFor() throws Exception {
        long start = System.nanoTime();
        assertThat(sh("sleep 30 & echo done").run().out()).isEqualTo("done\n");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatIsNotThereCannotBeStarted() {
        assertThatThrownBy(() -> Program.of(List.of("/no/such/program")).start())
                .isInstanceOf(IOException.class);
    }

    @Test
    void programsAreFoundInThePathThatIsGiven() throws Exception {
        Path program = Files.createFile(directory.resolve("tool"));
        Files.createDirectory(directory.resolve("folder"));
        Map<String, String> environment = Map.of("PATH", ":/nowhere:" + directory);
        assertThat(SearchPath.find("tool", environment)).isEmpty();
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(SearchPath.find("tool", environment)).contains(program);
        assertThat(SearchPath.find("folder", environment)).isEmpty();
        assertThat(SearchPath.find("tool", Map.of())).isEmpty();
    }
}
