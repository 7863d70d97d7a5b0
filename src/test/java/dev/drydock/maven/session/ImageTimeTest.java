package dev.drydock.maven.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.Timestamp;
import dev.drydock.failure.BuildFailure;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTimeTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, 1980-02-01T00:00:00Z",
                "-, -, 86400, 1970-01-02T00:00:00Z",
                "-, 2026-11-23T00:00:00Z, 86400, 2026-11-23T00:00:00Z",
                "-, 2026-11-23T02:00:00+02:00, -, 2026-11-23T00:00:00Z",
                "-, 1700000000, -, 2023-11-14T22:13:20Z",
                "-, x, 86400, 1970-01-02T00:00:00Z",
                "-, '', 86400, 1970-01-02T00:00:00Z",
                "-, 0, 86400, 1970-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z, 1700000000, 86400, 2026-01-01T00:00:00Z",
            })
    void theFirstThatIsSetCounts(
            @Nullable String timestamp, @Nullable String output, @Nullable String epoch, Instant expected) {
        assertThat(ImageTime.of(
                        Optional.ofNullable(timestamp), Optional.ofNullable(output), Optional.ofNullable(epoch)))
                .isEqualTo(new Timestamp.Fixed(expected));
    }

    @Test
    void nowAndPreserveAreWords() {
        assertThat(ImageTime.of(Optional.of("now"), Optional.empty(), Optional.empty()))
                .isEqualTo(new Timestamp.Now());
        assertThat(ImageTime.of(Optional.of("Preserve"), Optional.empty(), Optional.empty()))
                .isEqualTo(new Timestamp.Preserve());
    }

    @Test
    void whatIsNoTimeIsRefusedNamingItsOrigin() {
        assertThatThrownBy(() -> ImageTime.of(Optional.of("yesterday"), Optional.empty(), Optional.empty()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("drydock.timestamp: 'yesterday' is not a point in time");
        assertThatThrownBy(() -> ImageTime.of(Optional.empty(), Optional.of("2026-11-23"), Optional.empty()))
                .hasMessage("project.build.outputTimestamp: '2026-11-23' is not a point in time");
        assertThatThrownBy(() -> ImageTime.of(Optional.empty(), Optional.empty(), Optional.of("9".repeat(30))))
                .hasMessageStartingWith("SOURCE_DATE_EPOCH: '99");
    }
}
