package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({"90s,PT90S", "5min,PT5M", "5m,PT5M", "12h,PT12H", "30d,P30D", "2 W,P14D", "0d,P0D", "0,P0D"})
    void timesAreANumberAndAUnit(String text, Duration time) {
        assertThat(Amounts.time("x", text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"5b,5", "1kB,1000", "500MB,500000000", "50M,50000000", "20 GB,20000000000", "1TB,1000000000000", "0,0"})
    void sizesAreInPowersOfAThousand(String text, long size) {
        assertThat(Amounts.size("x", text)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "d", "-5d", "5 years", "1.5h", "99999999999d"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Amounts.time("drydock.prune.unused", text))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("drydock.prune.unused: '" + text + "'");
        assertThatThrownBy(() -> Amounts.size("drydock.prune.keep", text)).isInstanceOf(BuildFailure.class);
    }
}
