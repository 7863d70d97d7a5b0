package dev.drydock.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.engine.ContainerEngine.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerContainerTest {

    private static List<String> command(Kind kind, boolean rootless) {
        var engine = new ContainerEngine(Path.of("engine"), kind, "1", "amd64", rootless);
        return new WorkerContainer(engine, "image", "name", "/drydock/lib/0.jar", "Main").command();
    }

    @Test
    void nothingOfThisMachineIsMountedAndNothingIsLogged() {
        for (Kind kind : Kind.values()) {
            var command = command(kind, false);
            assertThat(command).containsSubsequence("--log-driver", "none").doesNotContain("--privileged", "--mount");
            assertThat(command.stream().filter(word -> word.equals("--volume"))).hasSize(1);
            assertThat(command.get(command.indexOf("--volume") + 1)).startsWith("drydock-worker:/var/lib/drydock");
            assertThat(command)
                    .containsSubsequence("--entrypoint", "java", "image", "-cp", "/drydock/lib/0.jar", "Main");
        }
    }

    @Test
    void theContainerIsRemovedAtItsEndAndEndsWithItsInput() {
        assertThat(command(Kind.DOCKER, false))
                .contains("--rm", "--interactive")
                .doesNotContain("--detach", "--tty");
    }

    @Test
    void rightsOverTheMachineAreAskedForOnlyWhereRootIsRoot() {
        for (Kind kind : Kind.values()) {
            assertThat(command(kind, false)).containsSubsequence("--cap-add", "SYS_ADMIN");
            assertThat(command(kind, true)).doesNotContain("--cap-add");
        }
    }

    @Test
    void eachEngineIsAskedInItsOwnWordsToLeaveProcUncovered() {
        assertThat(command(Kind.DOCKER, false)).contains("systempaths=unconfined");
        assertThat(command(Kind.PODMAN, false)).contains("unmask=ALL");
        // Podman mounts volumes without set-id programs and devices otherwise.
        assertThat(command(Kind.PODMAN, false)).contains("drydock-worker:/var/lib/drydock:suid,dev,exec");
    }
}
