package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.exception.DefaultExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that Maven prints when a goal fails. */
class FailedGoalTest {

    @TempDir
    Path dir;

    @Test
    void theMessageEndsWithTheAdviceAndNoMessageOfACauseFollows() {
        assertThat(new DefaultExceptionHandler()
                        .handleException(failure(new PomBuild(dir)))
                        .getMessage())
                .startsWith("Cannot pull 127.0.0.1:1/x:latest: the connection was refused")
                .endsWith("Proxies are taken from settings.xml, the JVM and the environment.");
    }

    @Test
    void whereItCameFromIsThereForTheTraceThatIsAskedFor() {
        assertThat(failure(new PomBuild(dir).showingTraces()))
                .hasCauseInstanceOf(BuildFailure.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    private static Throwable failure(PomBuild build) {
        return catchThrowable(() -> build.configuration(
                        "<image><name>x</name><from>127.0.0.1:1/x</from><layout>none</layout></image>")
                .run());
    }
}
