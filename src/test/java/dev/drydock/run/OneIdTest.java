package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.SandboxMode;
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
                "echo x > /a; chown 5:6 /a; cp -a /a /b; cp /a /c; cp -a /a /d; chown 0:0 /d; ln /a /e; mv /a /f",
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

    @Test
    void eachRunSeesTheOwnersThatTheOnesBeforeGave() throws Exception {
        List<String> scripts = List.of(
                "mkdir /d; echo 1 > /d/f; chown -R 5:6 /d; ln -s f /d/l; chown -h 7 /d/l; rm -r /home/web; mknod /n c 1 3",
                "stat -c '%u %g %F %n' /d /d/f /d/l /n /etc; echo 2 > /d/f; mv /n /m; chown 8 /d",
                "stat -c '%u %g %F %n' /d /d/f /d/l /m; rm -r /d; mkdir /d; echo 3 > /d/f; rm /m; echo 4 > /m",
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
