package dev.drydock.maven.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalSizeTest {

    @ParameterizedTest
    @CsvSource({
        "'33 91\n', 91, 33",
        "'50 200', 200, 50",
        "'0 0\n', 80, 24", // a terminal that was never told
        "'', 80, 24",
        "'33', 80, 24",
        "'x y', 80, 24",
        "'-1 5', 80, 24",
        "'24 99999999999', 80, 24"
    })
    void anAnswerThatIsNoSizeGivesTheUsualOne(String answer, int columns, int rows) {
        assertThat(TerminalSize.parse(answer)).isEqualTo(new TerminalSize(columns, rows));
    }

    /** With or without a terminal, there is a size. */
    @Test
    void measuringNeverFails() {
        TerminalSize size = TerminalSize.measure();
        assertThat(size.columns()).isPositive();
        assertThat(size.rows()).isPositive();
    }
}
