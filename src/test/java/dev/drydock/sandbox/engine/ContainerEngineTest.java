package dev.drydock.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.sandbox.host.HostRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ContainerEngineTest {

    private static final String DOCKER = "printf '28.2.2\\tlinux\\taarch64\\t[\"name=seccomp,profile=builtin\"]\\n'";
    private static final String PODMAN = "printf '5.1.0\\tlinux\\tamd64\\ttrue\\n'";
    private static final String DEAD =
            "echo 'errors pretty printing info'; echo 'Cannot connect to the Docker daemon. Is it running?' >&2; exit 1";

    @TempDir
    Path directory;

    private ContainerEngine find(String docker, String podman) throws Exception {
        var fake = FakeEngine.in(directory);
        if (!docker.isEmpty()) {
            fake.answers("docker", docker);
        }
        if (!podman.isEmpty()) {
            fake.answers("podman", podman);
        }
        return ContainerEngine.find(fake.environment());
    }

    @Test
    void dockerIsTakenIfItAnswers() throws Exception {
        var engine = find(DOCKER, PODMAN);
        assertThat(engine).hasToString("docker 28.2.2");
        assertThat(engine.architecture()).isEqualTo("arm64");
        assertThat(engine.rootless()).isFalse();
    }

    @Test
    void aRootlessEngineIsKnown() throws Exception {
        assertThat(find("printf '27\\tlinux\\tx86_64\\t[\"name=rootless\"]\\n'", "")
                        .rootless())
                .isTrue();
        assertThat(find(DEAD, PODMAN).rootless()).isTrue();
    }

    @Test
    void podmanIsTakenIfDockerDoesNotAnswer() throws Exception {
        assertThat(find(DEAD, PODMAN)).hasToString("podman 5.1.0");
        assertThat(find("printf '\\t\\t\\tnull\\n'", PODMAN)).hasToString("podman 5.1.0");
        // The command of the package podman-docker.
        assertThat(find("echo 'template: info:1:2: no ServerVersion' >&2; exit 125", PODMAN))
                .hasToString("podman 5.1.0");
    }

    @Test
    void whatEachSaidIsToldIfNoneAnswers() {
        assertThatThrownBy(() -> find(DEAD, "")).isInstanceOfSatisfying(HostRefusal.class, refusal -> {
            assertThat(refusal.reason())
                    .isEqualTo("no container engine answers (docker says: Cannot connect to the Docker daemon."
                            + " Is it running?; podman is not in PATH)");
            assertThat(refusal.hint()).contains("podman machine start");
        });
    }

    @Test
    void anEngineOfWindowsContainersIsNotTaken() {
        assertThatThrownBy(() -> find("printf '28\\twindows\\tx86_64\\tnull\\n'", ""))
                .hasMessageContaining("docker runs containers of windows only; switch it to Linux containers");
    }
}
