package dev.drydock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the engines of these tests are shell scripts")
class LocalEngineTest {

    @TempDir
    Path directory;

    private Path engine(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, String> environment() {
        return Map.of("PATH", directory.toString(), "DAEMON", "here");
    }

    @Test
    void theFirstThatAnswersIsTaken() throws Exception {
        engine("docker", "echo 'no daemon' >&2; exit 1");
        Path podman = engine("podman", "test \"$1 $DAEMON\" = 'info here'");
        assertThat(LocalEngine.find("", "", environment()).program()).isEqualTo(podman);
        assertThat(LocalEngine.find(podman.toString(), "", environment()).program())
                .isEqualTo(podman);
    }

    @Test
    void whatEachSaidIsTold() throws Exception {
        engine("docker", "echo one; echo 'no daemon' >&2; exit 1");
        engine("podman", "exit 2");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> LocalEngine.find("", "", environment()))
                .withMessageContaining("(docker: no daemon; podman: it printed nothing; nerdctl: not in PATH)");
    }
}
