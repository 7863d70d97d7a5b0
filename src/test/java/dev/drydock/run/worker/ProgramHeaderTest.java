package dev.drydock.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramHeaderTest {

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "7f454c46 02010100 00000000 00000000 0200 3e00, amd64",
                "7f454c46 02010100 00000000 00000000 0300 b700, arm64",
                "7f454c46 01010100 00000000 00000000 0200 0300, 386",
                "7f454c46 01010100 00000000 00000000 0200 2800, arm",
                "7f454c46 02010100 00000000 00000000 0300 f300, riscv64",
                "7f454c46 02020100 00000000 00000000 0002 0016, s390x",
                "7f454c46 02010100 00000000 00000000 0200 1500, ppc64le",
                "7f454c46 02020100 00000000 00000000 0002 0015, ppc64",
                "7f454c46 02010100 00000000 00000000 0200 0201, loong64",
                "7f454c46 02010100 00000000 00000000 0200 ffff, none",
                "7f454c46 02010100 00000000 00000000 0200 3e, none",
                "23212f62 696e2f73 680a0000 00000000 00000000, none",
                "'', none",
            })
    void theFirstBytesTellTheProcessor(String bytes, String architecture) {
        byte[] first = HexFormat.of().parseHex(bytes.replace(" ", ""));
        assertThat(ProgramHeader.architecture(first)).isEqualTo(architecture);
    }
}
