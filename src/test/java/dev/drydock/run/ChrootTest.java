package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in a chroot, which root can have where there are neither namespaces nor mounts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ChrootTest extends SandboxTest {

    private WorkerRunEngine chroot;

    @BeforeAll
    void openChroot() throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root can have a chroot");
        chroot = WorkerRunEngine.open(new RunEngineOptions(store(), SandboxMode.CHROOT, choice -> {}));
        try {
            new Run().go(chroot);
        } catch (BuildFailure e) {
            Assumptions.abort("NO SUPERVISED CHROOT HERE: " + e.getMessage());
        }
    }

    @AfterAll
    void closeChroot() {
        if (chroot != null) {
            chroot.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "echo x > /new; mkdir -p /a/b/c; ln -s b /a/link; ln /new /a/second",
                "rm /etc/passwd /bin/wc; rmdir /home/web; rm -r /tmp; mkdir -m 1777 /tmp",
                "rm -r /home /usr; mkdir /home; echo x > /home/new",
                "chmod 600 /etc/passwd; chown 1000:1001 /etc/group; chmod 700 /usr; chown 7 /",
                "chmod 644 /etc/passwd; touch -r /etc/group /etc/passwd; touch /etc/x; rm /etc/x",
                "cp -p /etc/passwd /p; cat /p > /etc/passwd; touch -r /p /etc/passwd; rm /p",
                "mv /home /else; mkdir /home; mv /else /home/web",
                "rm -r /home; echo x > /home; rm /etc/group; mkdir -p /etc/group/x",
                "rm /bin/wc; ln -s sh /bin/wc; ln -sf nowhere /bin/od",
                "cp /bin/busybox /suid; chmod 4755 /suid; mkfifo /fifo; echo x > /dev/null; echo x > /dev/new",
                "dd if=/dev/zero of=/sparse bs=1 count=1 seek=1000000; echo 1 > /proc/self/oom_score_adj",
            })
    void aLayerIsTheSameAsFromNamespaces(String script) throws Exception {
        var expected = run(script);
        var actual = new Run().script(script).go(chroot);
        assertSucceeded(actual);
        assertThat(actual.layer().layer().diffId())
                .as("%s instead of %s", actual.entries(), expected.entries())
                .isEqualTo(expected.layer().layer().diffId());
    }

    @Test
    void aStageIsCopiedOnceAndEveryRunSeesWhatTheOnesBeforeDid() throws Exception {
        List<String> scripts = List.of(
                "mkdir /d; echo 1 > /d/f; echo 1 > /g; ln /g /h; rm /bin/wc; chmod 644 /etc/passwd",
                "cat /d/f; cat /g; echo 2 > /d/f; echo 2 > /g; rm -r /home; ls -l /etc/passwd",
                "cat /d/f /g /h; rm -r /d; mkdir /d; ls -A /d /home || echo gone",
                "ls -A /d; ls /bin/wc || echo gone; cat /etc/passwd");
        var inNamespaces = new ArrayList<>(List.of(base()));
        var inChroot = new ArrayList<>(List.of(base()));
        for (String script : scripts) {
            var expected = run(inNamespaces, script);
            var actual = new Run().layers(inChroot).script(script).go(chroot);
            assertThat(actual.lines()).isEqualTo(expected.lines());
            assertThat(actual.layer().layer().diffId())
                    .as("%s instead of %s", actual.entries(), expected.entries())
                    .isEqualTo(expected.layer().layer().diffId());
            inNamespaces.add(Busybox.file(expected.layer()));
            inChroot.add(Busybox.file(actual.layer()));
        }
        // A second stage begins where the first did, with a tree of its own.
        List<LayerFile> begun = inChroot.subList(0, 2);
        assertThat(new Run().layers(begun).script("cat /d/f /g").go(chroot).lines())
                .containsExactly("1", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "web"})
    void procAndDevicesAreServed(String user) throws Exception {
        var outcome = new Run()
                .user(user)
                .script("readlink /proc/self/exe; readlink /proc/self/root; grep -c ^Name: /proc/self/status;"
                        + " hostname; echo x > /dev/null; cat /dev/null; echo piped | cat /dev/stdin; ls"
                        + " /proc/self/fd | head -1; grep -c MemTotal /proc/meminfo; test -c /dev/zero; ls -d"
                        + " /sys/class")
                .go(chroot);
        assertThat(outcome.lines())
                .containsExactly("/bin/busybox", "/", "1", "buildkitsandbox", "piped", "0", "1", "/sys/class");
    }

    @Test
    void mountsAreThoseOfWhatIsServed() throws Exception {
        var outcome = new Run()
                .script(
                        "cut -d' ' -f2 /proc/mounts | head -1; grep -c '^proc /proc proc ' /proc/self/mounts;"
                                + " cut -d' ' -f4,5 /proc/thread-self/mountinfo | head -1; grep -c ' /proc ' /proc/self/mountinfo")
                .go(chroot);
        assertThat(outcome.lines()).containsExactly("/", "1", "/ /", "1");
    }

    @Test
    void theProcessesAndSettingsOfTheMachineCannotBeOpened() throws Exception {
        String maven = "/proc/" + ProcessHandle.current().pid();
        for (String script : List.of(
                "cat " + maven + "/environ",
                "cat " + maven + "/root/etc/passwd",
                "echo x > /proc/sys/kernel/hostname")) {
            assertThat(new Run().script(script).go(chroot).exitCode())
                    .as(script)
                    .isNotZero();
        }
    }

    @Test
    void processesLeftBehindEndWithTheRun() throws Exception {
        String mark = "5772.1566" + System.nanoTime();
        var outcome = new Run()
                .script("sleep " + mark + " & (setsid sh -c 'sleep " + mark + " & sleep " + mark + "' &); echo started")
                .go(chroot);
        assertThat(outcome.lines()).containsExactly("started");
        assertThat(processesWith(mark)).isZero();
    }

    @Test
    void mountsAreThereForTheRunAlone() throws Exception {
        var cache = new RunMount.Cache("c", "/cache", List.of(), "/", false, false, 0750, 1000, 1001, false);
        var secret = new RunMount.SecretFile("secret".getBytes(StandardCharsets.UTF_8), "/run/secret", 0400, 0, 0);
        Path host = Files.createDirectory(scratch().resolve("host"));
        Files.writeString(host.resolve("f"), "host");
        for (int i = 1; i <= 2; i++) {
            var outcome = new Run()
                    .mount(cache)
                    .mount(secret)
                    .mount(new RunMount.Host(host, "/etc", false))
                    .mount(new RunMount.Tmpfs("/var/tmp/x", 0, false))
                    .script("cat /run/secret /etc/f; (echo x > /etc/f) 2> /dev/null || echo refused; touch"
                            + " /var/tmp/x/f; echo x >> /cache/f; wc -l < /cache/f; stat -c %u:%a /cache; echo x >"
                            + " /made")
                    .go(chroot);
            assertThat(outcome.lines()).containsExactly("secrethostrefused", "" + i, "1000:750");
            assertThat(outcome.entries()).containsOnlyKeys("made");
        }
        assertThat(Files.readString(host.resolve("f"))).isEqualTo("host");
        assertThat(filesWith("secret")).isEmpty();
    }

    @Test
    void withoutNetworkThereIsNone() throws Exception {
        assertThat(new Run()
                        .withoutNetwork()
                        .script("ifconfig lo 2>&1 || echo refused")
                        .go(chroot)
                        .text())
                .contains("unreachable")
                .endsWith("refused");
    }

    @Test
    void killingTheBuildLeavesNeitherProcessesNorSecrets() throws Exception {
        Path store = scratch().resolve("store");
        String mark = "6180.3398" + System.nanoTime();
        var build = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddrydock.test.sandbox=chroot",
                        "-Dsecret=top" + mark,
                        "-cp",
                        SeparateBuild.classPath(),
                        SeparateBuild.class.getName(),
                        store.toString(),
                        directory.toString(),
                        "(trap '' TERM HUP INT; sleep " + mark + ") & (setsid sleep " + mark
                                + " &); cat /secret; echo; sleep " + mark)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(build.inputReader().readLine()).isEqualTo("top" + mark);
        build.destroyForcibly();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (processesWith(mark) + processesWith(store.toString()) > 0) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
        try (Stream<Path> left = Files.walk(store)) {
            assertThat(left.filter(path -> path.endsWith("tree") || path.endsWith("secret")))
                    .isEmpty();
        }
    }

    static long processesWith(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process.pid()).contains(argument))
                .count();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Small files of the store with that content. */
    private List<Path> filesWith(String content) throws IOException {
        try (Stream<Path> all = Files.walk(store().resolve("snapshots"))) {
            return all.filter(path -> Files.isRegularFile(path) && is(path, content))
                    .toList();
        }
    }

    private static boolean is(Path file, String content) {
        try {
            return Files.size(file) == content.length()
                    && Files.readString(file).equals(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
