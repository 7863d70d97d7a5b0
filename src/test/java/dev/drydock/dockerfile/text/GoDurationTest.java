package dev.drydock.dockerfile.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000000001S, 1ns",
        "PT0.0000015S, 1.5µs",
        "PT0.5S, 500ms",
        "PT1.25S, 1.25s",
        "PT90S, 1m30s",
        "PT1H, 1h0m0s",
        "PT26H3M0.004S, 26h3m0.004s"
    })
    void durationsPrintAsGoPrintsThemAndReadBack(Duration duration, String text) throws SyntaxProblem {
        assertThat(GoDuration.print(duration)).isEqualTo(text);
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }
}
