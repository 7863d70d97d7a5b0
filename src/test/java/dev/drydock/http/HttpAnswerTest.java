package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "99999999999, 2147483647",
        "'Mon, 23 Nov 2026 00:00:30 GMT', 30",
        "'Mon, 23 Nov 2026 00:00:00 GMT', 0",
        "'Sun, 22 Nov 2026 00:00:00 GMT', 0"
    })
    void retryAfterIsSecondsOrADate(String value, long seconds) {
        Instant now = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(HttpAnswer.parseRetryAfter(value, now)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "²"})
    void anyOtherRetryAfterIsIgnored(String value) {
        assertThat(HttpAnswer.parseRetryAfter(value, Instant.EPOCH)).isEmpty();
    }
}
