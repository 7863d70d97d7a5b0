package dev.drydock.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | exit code 0             |",
                "3   | exit code 3             |",
                "126 | exit code 126           | executed",
                "127 | exit code 127           | PATH",
                "128 | exit code 128           |",
                "129 | exit code 129 (SIGHUP)  |",
                "134 | exit code 134 (SIGABRT) | abort",
                "137 | exit code 137 (SIGKILL) | memory ran out",
                "139 | exit code 139 (SIGSEGV) | crashed",
                "143 | exit code 143 (SIGTERM) | asked to end",
                "159 | exit code 159 (SIGSYS)  |",
                "160 | exit code 160           |",
                "255 | exit code 255           |",
            })
    void codesAreToldWithTheSignalTheyStandFor(int code, String words, String meaning) {
        assertThat(ExitCode.describe(code)).isEqualTo(words);
        if (meaning == null) {
            assertThat(ExitCode.meaning(code)).isNull();
        } else {
            assertThat(ExitCode.meaning(code)).startsWith(code + " means").contains(meaning);
        }
    }
}
