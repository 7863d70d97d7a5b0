package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.container.StartedContainer;
import dev.drydock.container.StartedContainer.Way;
import dev.drydock.maven.log.ContainerOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopMojoTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ASKED     | 0   | [INFO] Container stopped with exit code 0; what it printed is in FILE",
                "ASKED     | 143 | [INFO] Container stopped with exit code 143 (SIGTERM); what it printed is in FILE",
                "KILLED    | 137 | [INFO] Container killed, since it had not ended 10 s after it was asked to;"
                        + " what it printed is in FILE",
                "BY_ITSELF | 0   | [INFO] The container ended by itself before it was stopped, with exit code 0;"
                        + " what it printed is in FILE",
                "BY_ITSELF | 3   | [WARNING] The container ended by itself before it was stopped, with exit code 3,"
                        + " after printing:/  one/  two/[WARNING] All it printed is in FILE",
                "BY_ITSELF | 137 | [WARNING] The container ended by itself before it was stopped, with exit code 137"
                        + " (SIGKILL), after printing:/  one/  two/[WARNING] All it printed is in FILE",
            })
    void whatStoppedIsToldWithHowItHasEnded(Way way, int exitCode, String lines) throws Exception {
        RecordedLog log = new RecordedLog();
        Path file = directory.resolve("container.log");
        try (ContainerOutput output = ContainerOutput.to(file, Optional.empty())) {
            output.line("one");
            output.line("two");
            StopMojo.tell(log, new StartedContainer.End(way, exitCode, null), Duration.ofSeconds(10), output);
        }
        assertThat(log.text().replace(file.toString(), "FILE")).isEqualTo(lines.replace('/', '\n') + "\n");
    }
}
