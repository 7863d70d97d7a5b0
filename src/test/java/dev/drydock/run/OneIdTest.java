package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.SandboxMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a user with one id, for whom a supervisor records owners. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OneIdTest extends SandboxTest {

    private WorkerRunEngine oneId;

    /** The layers that attempts are made on, with owners as they are and with owners that are recorded. */
    private List<LayerFile> real = List.of();

    private List<LayerFile> recorded = List.of();

    @BeforeAll
    void openOneId() throws Exception {
        oneId = WorkerRunEngine.open(new RunEngineOptions(store(), SandboxMode.ONE_ID, choice -> {}));
        try {
            new Run().go(oneId);
        } catch (BuildFailure e) {
            Assumptions.abort("NO USER NAMESPACE OF ONE ID HERE: " + e.getMessage());
        }
    }

    @AfterAll
    void closeOneId() {
        if (oneId != null) {
            oneId.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "echo x > /new; mkdir -p /a/b/c; ln -s b /a/link; ln /new /a/second",
                "rm /etc/passwd /bin/wc; rmdir /home/web; rm -r /tmp; mkdir -m 1777 /tmp",
                "chmod 600 /etc/passwd; chown 1000:1001 /etc/group; chmod 700 /usr; chown 7 /",
                "chmod 644 /etc/passwd; touch -r /etc/group /etc/passwd; touch /etc/x; rm /etc/x",
                "mv /home /else; mkdir /home; mv /else /home/web",
                "ln -s x /l; chown -h 5:6 /l; mkfifo /p; chown 7:8 /p; chown -h :9 /l; ln /l /l2; mv /p /q",
                "ln -sf sh /bin/od; chown -h 1000 /bin/od /bin/wc; mv /bin/wc /moved",
                "mknod /dev0 c 1 3; mknod -m 640 /dev1 b 7 0; chown 3:4 /dev1; chmod 600 /dev0; test -c /dev0; test -b /dev1",
                "cp /bin/busybox /s; chmod 6755 /s; chown 9 /s; stat -c '%a %u' /s | grep '^755 9'; chmod 4755 /s",
                "echo x > /a; touch -d '2001-01-01 00:00:00' /a; chown 5:6 /a; cp -a /a /b; cp /a /c; cp -a /a /d; chown 0:0 /d; ln /a /e; mv /a /f",
                "echo x > /a; chown 5:6 /a; rm /a; echo y > /a; echo y > /b; echo y > /c",
                "mkdir /g; chown :77 /g; chmod 2775 /g; mkdir /g/d; echo x > /g/f; ln -s x /g/l; mkfifo /g/p",
                "echo app:x:1234:55::/:/bin/sh >> /etc/passwd; chown -R app:55 /usr /home; su app -c id > /id",
                "umask 077; su web -c 'echo x > /tmp/x; mkdir /tmp/d; ln -s x /tmp/l; umask 022; mkdir /tmp/e'",
                "su web -s /bin/sh -c 'id -u; id -g; id -G; chown :1002 /home/web; ! chown 5 /home/web; ! chown 5 /etc'",
                "touch -d '2001-01-01 00:00:00' /home/web; chown 1000:1001 /home/web; chown 0:0 /home/web; chown 1000:1001 /home/web",
                "rm -r /home; mkdir /home; mkdir /home/web; echo x > /home/web/f",
                "setpriv --nnp true || true; dd if=/dev/zero of=/sparse bs=1 count=1 seek=1000000",
            })
    void aLayerIsTheSameAsOfRealUsers(String script) throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root makes devices");
        var expected = run(script);
        var actual = new Run().script(script).go(oneId);
        assertThat(actual.lines()).isEqualTo(expected.lines());
        assertSucceeded(actual);
        assertThat(actual.layer().layer().diffId())
                .as("%s instead of %s", actual.entries(), expected.entries())
                .isEqualTo(expected.layer().layer().diffId());
    }

    /** Once for all attempts, none of which changes it. */
    private void prepareForAttempts() throws Exception {
        if (real.isEmpty()) {
            String prepare = "echo s > /secret; chmod 600 /secret; echo r > /tmp/roots; echo m > /home/web/mine;"
                    + " chown web:web /home/web/mine; echo w > /writable; chmod 666 /writable; cp /bin/busybox /private;"
                    + " chmod 700 /private";
            var inOneId = new Run().script(prepare).go(oneId);
            real = List.of(base(), Busybox.file(run(prepare).layer()));
            recorded = List.of(base(), Busybox.file(inOneId.layer()));
        }
    }

    /** Each tries something, and tells how it ended. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo x > /etc/passwd",
                "echo x >> /etc/new",
                "cat /secret",
                "test -r /secret",
                "test -w /etc",
                "test -w /home/web && test -x /bin/sh",
                "rm -f /etc/passwd",
                "rm -rf /home",
                "rm -f /tmp/roots",
                "mv /etc/group /home/web/",
                "mv /home/web/mine /etc/",
                "mv /home/web/mine /home/web/yours && rm /home/web/yours",
                "ln /etc/group /home/web/link",
                "ln -s x /etc/link",
                "mkdir /made",
                "mkdir -p /home/web && mkdir -p /etc/some/thing",
                "mkdir -p /home/web/a/b && rmdir /home/web/a/b",
                "chmod 777 /etc",
                "chmod 700 /home/web/mine && stat -c %a /home/web/mine",
                "touch /etc/passwd",
                "touch /home/web/mine /tmp/fresh",
                "touch /writable && touch -d '2001-01-01 00:00:00' /writable",
                "chown web /etc/passwd",
                "chown web:web /home/web/mine",
                "mknod /home/web/dev c 1 3",
                "/private",
                "cd /home/web && echo x > f && cat f && stat -c '%u %g' f",
                "echo x > /dev/null && cat /dev/null",
            })
    void aUserMayDoWhatTheModesOfFilesAllow(String attempt) throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root has a user web without ids of its own");
        prepareForAttempts();
        String script =
                "s=0; (" + attempt + ") 2> /tmp/error || s=$?; echo $s; sed 's/.*: //' /tmp/error; rm /tmp/error";
        var inNamespaces = new Run().layers(real).user("web").script(script).go();
        var inOneId = new Run().layers(recorded).user("web").script(script).go(oneId);
        assertThat(inOneId.lines()).isEqualTo(inNamespaces.lines());
        assertThat(inOneId.layer().layer().diffId())
                .as("%s instead of %s", inOneId.entries(), inNamespaces.entries())
                .isEqualTo(inNamespaces.layer().layer().diffId());
        if (!attempt.contains("secret")) {
            // Root that has become somebody else is asked about the same, but for what it reads.
            String su = "su web -c \"" + script.replace("$", "\\$") + "\"";
            assertThat(new Run().layers(recorded).script(su).go(oneId).lines())
                    .isEqualTo(new Run().layers(real).script(su).go().lines());
        }
    }

    @Test
    void mountsBelongToWhomTheyAreFor() throws Exception {
        var cache = new RunMount.Cache("c", "/cache", List.of(), "/", false, false, 0750, 1000, 1001, false);
        var secret = new RunMount.SecretFile("s".getBytes(StandardCharsets.UTF_8), "/run/secret", 0400, 1000, 0);
        for (int i = 1; i <= 2; i++) {
            var outcome = new Run()
                    .user("web")
                    .workdir("/home/made/by")
                    .mount(cache)
                    .mount(secret)
                    .mount(new RunMount.Tmpfs("/var/tmp/x", 0, false))
                    .script("cat /run/secret; echo; stat -c '%u %g %a' /run/secret /cache .; echo x >> /cache/f; wc -l"
                            + " < /cache/f; stat -c '%u %g' /cache/f; echo x > /var/tmp/x/f; stat -c '%u %g'"
                            + " /var/tmp/x/f; (sleep 1000 &); echo x > made")
                    .go(oneId);
            assertThat(outcome.lines())
                    .containsExactly(
                            "s", "1000 0 400", "1000 1001 750", "1000 1001 755", "" + i, "1000 1001", "1000 1001");
            assertThat(outcome.entry("home/made/by/made").uid()).isEqualTo(1000);
            assertThat(outcome.entries()).doesNotContainKeys("cache", "run", "var");
        }
    }

    @Test
    void recordsOfOwnersAreNoPartOfALayer() throws Exception {
        assertThat(new Run()
                        .script("echo x > /f; chown 5:6 /f")
                        .go(oneId)
                        .entry("f")
                        .xattrs())
                .isEmpty();
    }

    @Test
    void killingTheBuildLeavesNoProcess() throws Exception {
        Path store = scratch().resolve("store");
        String mark = "2718.2818" + System.nanoTime();
        var build = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddrydock.test.sandbox=one-id",
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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ChrootTest.processesWith(mark) + ChrootTest.processesWith(store.toString()) > 0) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void eachRunSeesTheOwnersThatTheOnesBeforeGave() throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root makes devices");
        List<String> scripts = List.of(
                "mkdir /d; echo 1 > /d/f; chown -R 5:6 /d; ln -s f /d/l; chown -h 7 /d/l; rm -r /home/web; mknod /n c 1 3; ln -s x"
                        + " /r; chown -h 9:9 /r; ln -s x /h; chown -h 8 /h; mkfifo /p; chown 6 /p",
                "stat -c '%u %g %F %n' /d /d/f /d/l /n /etc; echo 2 > /d/f; mv /n /m; chown 8 /d;"
                        + " mv /r /s; ln /h /i; mv /p /q; stat -c '%u %g %F %n' /s /i /q",
                "stat -c '%u %g %F %n' /d /d/f /d/l /m /s /i /q; rm -r /d; mkdir /d; echo 3 > /d/f; rm /m; echo 4 > /m",
                "stat -c '%u %g %F %n' /d /d/f /m; rm /d/f; echo 4 > /d/f; stat -c %u /d/f");
        var inNamespaces = new ArrayList<>(List.of(base()));
        var inOneId = new ArrayList<>(List.of(base()));
        for (String script : scripts) {
            var expected = run(inNamespaces, script);
            var actual = new Run().layers(inOneId).script(script).go(oneId);
            assertThat(actual.lines()).isEqualTo(expected.lines());
            assertThat(actual.layer().layer().diffId())
                    .as("%s instead of %s", actual.entries(), expected.entries())
                    .isEqualTo(expected.layer().layer().diffId());
            inNamespaces.add(Busybox.file(expected.layer()));
            inOneId.add(Busybox.file(actual.layer()));
        }
    }
}
