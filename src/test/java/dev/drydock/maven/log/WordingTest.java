package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "4096, 4.1 kB",
        "9949, 9.9 kB",
        "9999, 10 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "86400000, 86 MB",
        "1234567890, 1.2 GB",
        "9223372036854775807, 9223372 TB",
    })
    void sizesAreDecimal(long bytes, String expected) {
        assertThat(Wording.size(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "230, 0.2 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "60000, 1 min 0 s",
        "3725000, 62 min 5 s"
    })
    void timesAreSecondsThenMinutes(long millis, String expected) {
        assertThat(Wording.time(Duration.ofMillis(millis))).isEqualTo(expected);
    }
}
