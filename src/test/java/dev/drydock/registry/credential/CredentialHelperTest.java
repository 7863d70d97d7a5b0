package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the helpers of these tests are shell scripts")
class CredentialHelperTest {

    @TempDir
    Path directory;

    private CredentialHelper helper(String script) throws IOException {
        return helper(script, Duration.ofSeconds(20));
    }

    private CredentialHelper helper(String script, Duration timeout) throws IOException {
        Path file = directory.resolve("docker-credential-test");
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new CredentialHelper(Map.of("PATH", directory + ":/usr/bin:/bin", "GREETING", "hello"), timeout);
    }

    @Test
    void theServerIsAskedForAndTheAnswerRead() throws IOException {
        CredentialHelper helper =
                helper("read server\nprintf '{\"ServerURL\":\"%s\",\"Username\":\"u-%s\",\"Secret\":\"%s\"}' "
                        + "\"$server\" \"$server\" \"$1-$GREETING\"");
        assertThat(helper.get("test", "reg.example:5000"))
                .contains(new Credential.Basic("u-reg.example:5000", "get-hello"));
    }

    @Test
    void aTokenUserMeansAnIdentityToken() throws IOException {
        assertThat(helper("echo '{\"Username\":\"<token>\",\"Secret\":\"idt\"}'")
                        .get("test", "x"))
                .contains(new Credential.IdentityToken("idt"));
    }

    @Test
    void notFoundIsNothingAndAnyOtherFailureIsTold() throws IOException {
        assertThat(helper("echo 'credentials not found in native keychain'; exit 1")
                        .get("test", "x"))
                .isEmpty();
        assertThat(helper("echo '{\"Username\":\"\",\"Secret\":\"\"}'").get("test", "x"))
                .isEmpty();
        CredentialHelper failing = helper("echo 'You are not\nlogged in' >&2; exit 3");
        assertThatThrownBy(() -> failing.get("test", "x"))
                .hasMessage("docker-credential-test failed with exit status 3: You are not logged in");
    }

    @Test
    void anAnswerThatCannotBeReadIsNotQuoted() throws IOException {
        CredentialHelper odd = helper("echo 'Secret: geheim'");
        assertThatThrownBy(() -> odd.get("test", "x"))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("geheim");
    }

    @Test
    void oneThatHangsIsKilledWithAllItStarted() throws Exception {
        Path pid = directory.resolve("pid");
        CredentialHelper hanging = helper("sleep 600 & echo $! > " + pid + "; wait", Duration.ofMillis(700));
        assertThatThrownBy(() -> hanging.get("test", "x")).hasMessageContaining("did not answer");
        long child = Long.parseLong(Files.readString(pid).strip());
        for (int i = 0; i < 100 && alive(child); i++) {
            Thread.sleep(20);
        }
        assertThat(alive(child)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().command().isPresent())
                .isPresent();
    }

    @Test
    void onesThatTalkALotOrDoNotListenAreFine() throws IOException {
        String noise =
                "i=0; while [ $i -lt 3000 ]; do echo 'a warning nobody reads, again and again' >&2; i=$((i+1)); done\n";
        assertThat(helper("exec <&-\n" + noise + "echo '{\"Username\":\"u\",\"Secret\":\"s\"}'")
                        .get("test", "x"))
                .contains(new Credential.Basic("u", "s"));
    }

    @Test
    void namesThatLeadOutOfThePathAreRefused() throws IOException {
        CredentialHelper helper = helper("exit 0");
        for (String name : List.of("../test", "a/b", "a b", "", "$(x)")) {
            assertThatThrownBy(() -> helper.get(name, "x")).hasMessageContaining("is not the name");
        }
        assertThatThrownBy(() -> helper.get("absent", "x"))
                .hasMessage("the credential helper docker-credential-absent is not in PATH");
    }
}
