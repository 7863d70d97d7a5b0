package dev.drydock.maven.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationTestsTest {

    @TempDir
    Path dir;

    private final Instant start = Instant.now();

    /** As maven-failsafe-plugin 3.5 writes it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "5 | 0 | 0 | 0 | false | -",
                "5 | 0 | 0 | 4 | false | -",
                "5 | 1 | 2 | 0 | false | 3 of 5 integration tests have failed",
                "5 | 1 | 0 | 0 | true  | 1 of 5 integration tests have failed",
                "5 | 0 | 0 | 0 | true  | the integration tests have not ended in time",
                "5 | 0 | 0 | 5 | false | no integration test was run",
                "0 | 0 | 0 | 0 | false | no integration test was run",
            })
    void theSummaryTellsHowTheTestsWent(
            int completed, int errors, int failures, int skipped, boolean timeout, String problem) throws Exception {
        Path summary = Files.writeString(
                dir.resolve("failsafe-summary.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <failsafe-summary xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" result="null" timeout="%s">
                    <completed>%d</completed>
                    <errors>%d</errors>
                    <failures>%d</failures>
                    <skipped>%d</skipped>
                    <flakes>0</flakes>
                    <failureMessage xsi:nil="true"/>
                </failsafe-summary>
                """.formatted(timeout, completed, errors, failures, skipped));
        if (problem == null) {
            assertThat(IntegrationTests.problem(summary, start)).isEmpty();
        } else {
            assertThat(IntegrationTests.problem(summary, start)).contains(problem);
        }
        assertThat(IntegrationTests.problem(summary, start.plus(Duration.ofMinutes(1))))
                .as("one of an earlier run")
                .contains("no integration test was run");
    }

    @Test
    void withoutASummaryNoTestWasRun() throws Exception {
        assertThat(IntegrationTests.problem(dir.resolve("nowhere"), start)).contains("no integration test was run");
    }
}
