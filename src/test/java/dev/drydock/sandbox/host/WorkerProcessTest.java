package dev.drydock.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WorkerProcessTest {

    @TempDir
    Path directory;

    /** The program says why and is gone at once: what it said must not be lost. An ordinary user fails at an earlier step. */
    @RepeatedTest(30)
    void whatTheMachineRefusesIsToldEvenIfTheProgramIsGoneByThen() {
        var command = new WorkerCommand(List.of(), List.of(), "none", List.of(), directory.resolve("missing"), false);
        HostRefusal refusal = catchThrowableOfType(
                HostRefusal.class,
                () -> WorkerProcess.start(command, new Namespaces.Plain()).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason())
                .matches("mount a memory file system: .*|make a process and mount namespace: .*not permitted.*");
    }
}
