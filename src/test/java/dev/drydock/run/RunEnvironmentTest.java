package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The surroundings a process finds, and how its end is told. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunEnvironmentTest extends SandboxTest {

    @ParameterizedTest
    @CsvSource({
        "exit 0, 0",
        "exit 1, 1",
        "exit 127, 127",
        "exit 255, 255",
        "nosuchprogram, 127",
        // The process is the first of its namespace, which no signal from within ends.
        "kill -9 $$; exit 7, 7",
        "(sh -c 'kill -9 $$'); exit $?, 137",
        "(sh -c 'kill -TERM $$'); exit $?, 143",
    })
    void exitCodesAreThoseOfTheShell(String script, int code) throws Exception {
        assertThat(new Run().argv("sh", "-c", script).go().exitCode()).isEqualTo(code);
    }

    @Test
    void aFailedRunHasNoLayer() throws Exception {
        assertThat(run("echo x > /f; exit 3").result().layer()).isNull();
    }

    @Test
    void theEnvironmentIsWhatWasGivenAndHome() throws Exception {
        var outcome = new Run().argv("env").env("A", "one two").env("EMPTY", "").go();
        assertThat(outcome.lines()).containsExactlyInAnyOrder("PATH=/bin", "A=one two", "EMPTY=", "HOME=/root");
        assertThat(new Run().argv("env").env("HOME", "/else").go().lines()).contains("HOME=/else");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "        | 0:0       | 0 10           | /root",
                "root    | 0:0       | 0 10           | /root",
                "web     | 1000:1001 | 1001 10 1002   | /home/web",
                "1000    | 1000:1001 | 1001 10 1002   | /home/web",
                "web:www | 1000:1002 | 1002           | /home/web",
                "web:0   | 1000:0    | 0              | /home/web",
                "4711    | 4711:0    | 0              | /",
                "4711:12 | 4711:12   | 12             | /",
                "0:1001  | 0:1001    | 1001           | /root",
            })
    void usersAreResolvedInTheRoot(String user, String ids, String groups, String home) throws Exception {
        var outcome = new Run()
                .user(user == null ? "" : user)
                .script("echo $(id -u):$(id -g); id -G; echo $HOME")
                .go();
        assertThat(outcome.lines()).containsExactly(ids, groups, home);
    }

    @Test
    void unknownUsersFailTheBuild() {
        assertThatThrownBy(() -> new Run().user("nobody").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("nobody")
                .hasMessageContaining("/etc/passwd");
    }

    @Test
    void theWorkingDirectoryIsMadeForTheUser() throws Exception {
        var outcome = new Run().user("web").workdir("/srv/app/x").script("pwd").go();
        assertThat(outcome.text()).isEqualTo("/srv/app/x");
        assertThat(outcome.entries()).containsOnlyKeys("srv", "srv/app", "srv/app/x");
        assertThat(outcome.entry("srv/app/x").uid()).isEqualTo(1000);
        assertThat(outcome.entry("srv/app/x").mode()).isEqualTo(0755);
    }

    @Test
    void theWorkingDirectoryMayLieBehindSymlinks() throws Exception {
        var layers = onBase(layer -> layer.add(TarEntry.symlink("app", "../../../usr/../var", 0, 0, Busybox.OLD)));
        var outcome = new Run()
                .layers(layers)
                .workdir("/app/data")
                .script("readlink -f .")
                .go();
        assertThat(outcome.text()).isEqualTo("/var/data");
        assertThat(outcome.entries()).containsKey("var/data");
    }

    @Test
    void standardInputIsEmptyAndTheUmaskIs022() throws Exception {
        assertThat(run("cat; echo end; umask; touch /f").lines()).containsExactly("end", "0022");
    }

    @Test
    void namespacesAndNamesAreItsOwn() throws Exception {
        var lines = run("hostname; echo $$; ls /proc | grep -c '^[0-9]' || true; cat /etc/hosts")
                .lines();
        assertThat(lines.subList(0, 2)).containsExactly("buildkitsandbox", "1");
        assertThat(lines).contains("127.0.0.1\tlocalhost buildkitsandbox");
    }

    @Test
    void theDevicesOfAContainerAreThereAndWork() throws Exception {
        var outcome = run("ls /dev; echo x > /dev/null; head -c 3 /dev/zero | wc -c; echo out > /dev/stdout;"
                        .replace("head -c 3 /dev/zero", "dd if=/dev/zero bs=3 count=1 2> /dev/null")
                + "echo x > /dev/shm/f; ls /dev/pts; ls -d /dev/mqueue; (echo x > /dev/full) 2>&1 || echo full");
        assertThat(outcome.lines())
                .containsSubsequence(
                        "fd",
                        "full",
                        "mqueue",
                        "null",
                        "ptmx",
                        "pts",
                        "random",
                        "shm",
                        "stderr",
                        "stdin",
                        "stdout",
                        "tty",
                        "urandom",
                        "zero",
                        "3",
                        "out",
                        "ptmx",
                        "/dev/mqueue")
                .contains("full");
        // As Docker has it, where the kernel shows its memory.
        assertThat(outcome.lines().contains("core")).isEqualTo(Files.exists(Path.of("/proc/kcore")));
    }

    @Test
    void systemDirectoriesCannotBeWritten() throws Exception {
        var outcome = run(
                "for f in /sys/x /proc/sys/kernel/hostname /etc/resolv.conf /etc/hosts /proc/sysrq-trigger; do (echo x"
                        + " > $f) 2> /dev/null && echo written $f; done; cat /proc/keys /proc/timer_list | wc -c");
        assertThat(outcome.lines()).containsExactly("0");
        assertThat(outcome.entries()).isEmpty();
    }

    @Test
    void rootHasDockersCapabilitiesAndOthersNone() throws Exception {
        String show = "sed -n 's/^Cap\\(Prm\\|Eff\\|Bnd\\|Inh\\|Amb\\):\\t//p' /proc/self/status";
        String none = "0000000000000000";
        String some = "00000000a80425fb";
        assertThat(run(show).lines()).containsExactly(none, some, some, some, none);
        assertThat(new Run().user("web").script(show).go().lines()).containsExactly(none, none, none, some, none);
        assertThat(new Run().privileged().script(show).go().lines().get(1)).isNotEqualTo(some);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mount -t tmpfs none /tmp", "umount /proc", "hostname x", "mknod /d b 8 0 && cat /d"})
    void whatDockerForbidsIsForbidden(String script) throws Exception {
        assertThat(run(script).exitCode()).isNotZero();
    }

    @Test
    void aPrivilegedRunMayMount() throws Exception {
        assertSucceeded(new Run()
                .privileged()
                .script("mount -t tmpfs none /tmp; touch /tmp/f")
                .go());
    }

    @Test
    void withoutNetworkOnlyLoopbackIsThereAndUp() throws Exception {
        var outcome = new Run()
                .withoutNetwork()
                .script("ls /sys/class/net; ifconfig lo | grep -c UP")
                .go();
        assertThat(outcome.lines().get(outcome.lines().size() - 1)).isEqualTo("1");
        assertThat(outcome.lines()).contains("lo");
        // Where no new /sys can be mounted, the machine's shows its interfaces, which cannot be used.
        assertThat(new Run()
                        .withoutNetwork()
                        .script("ifconfig -a | grep -c Link")
                        .go()
                        .text())
                .isEqualTo("1");
    }

    @Test
    void processesLeftBehindEndWithTheRun() throws Exception {
        long start = System.nanoTime();
        assertSucceeded(run("sleep 100 & (sleep 100 &) ; echo started"));
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void programsThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> new Run().argv("nosuch", "x").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'nosuch'")
                .hasMessageContaining("PATH")
                .hasMessageContaining("/bin");
        assertThatThrownBy(() -> new Run().argv("/opt/nosuch").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'/opt/nosuch'");
        assertThatThrownBy(() -> new Run().argv("/etc/passwd").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("cannot be executed");
    }

    @Test
    void programsAreNotExecutedThroughRelativeEntriesOfPath() throws Exception {
        var prepared = new java.util.ArrayList<>(List.of(base()));
        prepared.add(Busybox.file(run("mkdir -p /x/y; cp /bin/busybox /x/y/touch; cp /bin/busybox /x/touch")
                .layer()));
        for (String path : List.of("y:/bin", ":/bin", "/nosuch:.:/bin", "y", "/nosuch:")) {
            assertThatThrownBy(() -> new Run()
                            .layers(prepared)
                            .workdir("/x")
                            .env("PATH", path)
                            .argv("touch", "/o")
                            .go())
                    .as(path)
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("relative entry of the PATH " + path);
        }
        for (String path : List.of("nosuch:/bin", "/bin:y", "/x/y")) {
            assertSucceeded(new Run()
                    .layers(prepared)
                    .workdir("/x")
                    .env("PATH", path)
                    .argv("touch", "/o")
                    .go());
        }
        assertSucceeded(new Run()
                .layers(prepared)
                .workdir("/x")
                .env("PATH", "y")
                .argv("y/touch", "/o")
                .go());
    }

    @Test
    void textsWithANulAreNotCutShort() {
        assertThatThrownBy(() -> run("echo a\0b"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("The command to run contains a NUL");
        assertThatThrownBy(() ->
                        new Run().env("SECRET", "top\0most").script("true").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'SECRET' contains a NUL")
                .hasMessageNotContaining("top");
    }

    @Test
    void programsTheKernelDoesNotTakeAreExplained() throws Exception {
        var layers = onBase(layer -> {
            Busybox.text(layer, "odd", "no program");
            Busybox.text(layer, "script", "#!/no/interpreter\n");
        });
        var prepared = new java.util.ArrayList<>(layers);
        prepared.add(Busybox.file(run(layers, "chmod 755 /odd /script").layer()));
        assertThatThrownBy(() -> new Run().layers(prepared).argv("/odd").go()).hasMessageContaining("ENOEXEC");
        assertThatThrownBy(() -> new Run().layers(prepared).argv("/script").go())
                .hasMessageContaining("ENOENT");
    }

    @Test
    void aRelativeProgramIsRelativeToTheWorkingDirectory() throws Exception {
        assertThat(new Run().workdir("/bin").argv("./echo", "hello").go().text())
                .isEqualTo("hello");
    }

    @Test
    void anEmptyRootRunsNothing() {
        assertThatThrownBy(() -> new Run().layers(List.of()).argv("/bin/sh").go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("/bin/sh");
    }

    @Test
    void outputOfAnySizeArrivesInOrder() throws Exception {
        var outcome = run("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; echo err >&2");
        assertThat(outcome.lines()).hasSize(20001).endsWith("err");
        assertThat(outcome.lines().get(12345)).isEqualTo("line 12345");
    }

    @Test
    void severalRunsAtOnceDoNotMeet() throws Exception {
        var runs = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return run("echo " + i + " > /mine; sleep 0.2; cat /mine; ls / | grep -c mine");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (int i = 0; i < runs.size(); i++) {
            assertThat(runs.get(i).get().lines()).containsExactly("" + i, "1");
        }
    }

    @Test
    void layersAreToldToBeUnpackedOnceThenThatTheProcessStartsThenWhatItPrints() throws Exception {
        var told = Collections.synchronizedList(new ArrayList<String>());
        var listener = new RunListener() {
            @Override
            public void line(String line) {
                told.add(line);
            }

            @Override
            public void unpacking(Digest diffId) {
                told.add("unpacking " + diffId);
            }

            @Override
            public void ready() {
                told.add("ready");
            }
        };
        try (var fresh = open(directory.resolve("fresh"))) {
            fresh.run(request("echo hello"), listener);
            assertThat(told).containsExactly("unpacking " + base().layer().diffId(), "ready", "hello");
            told.clear();
            fresh.run(request("echo again"), listener);
            assertThat(told).containsExactly("ready", "again");
        }
    }

    @Test
    void anInterruptedRunIsKilled() throws Exception {
        var failure = new CompletableFuture<Throwable>();
        var printed = new CompletableFuture<String>();
        var thread = new Thread(() -> {
            try {
                engine().run(request("echo started; sleep 1000"), printed::complete);
                failure.complete(new AssertionError("it ended"));
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        thread.start();
        printed.get(30, TimeUnit.SECONDS);
        thread.interrupt();
        assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(run("echo still there").text()).isEqualTo("still there");
    }

    private RunRequest request(String command) {
        return RunRequest.of(List.of(base()), List.of("sh", "-c", command))
                .env(java.util.Map.of("PATH", "/bin"))
                .hostname("h")
                .network(true)
                .build();
    }
}
