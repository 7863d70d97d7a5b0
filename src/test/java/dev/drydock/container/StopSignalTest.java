package dev.drydock.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalTest {

    @ParameterizedTest
    @CsvSource({
        "SIGTERM, 15",
        "term, 15",
        "SIGKILL, 9",
        "SIGUSR1, 10",
        "10, 10",
        "SIGWINCH, 28",
        "SIGSYS, 31",
        "SIGRTMIN, 34",
        "SIGRTMIN+3, 37",
        "RTMAX-1, 63",
        "SIGRTMAX+1, 15",
        "SIGNOTHING, 15",
        "0, 15",
        "65, 15",
        "'', 15"
    })
    void namesAndNumbersOfLinux(String text, int number) {
        assertThat(StopSignal.number(text)).isEqualTo(number);
    }
}
