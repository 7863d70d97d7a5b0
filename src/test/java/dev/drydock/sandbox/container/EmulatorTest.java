package dev.drydock.sandbox.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatorTest {

    /** Magic and mask are those that Debian's qemu-user-static registers. */
    @ParameterizedTest
    @CsvSource({
        // aarch64, of a program with a fixed address and of one without, that names its system
        "7f454c460201010000000000000000000200b700, 7f454c460201010000000000000000000200b700,"
                + " ffffffffffffff00fffffffffffffffffeffffff",
        "7f454c460201010300000000000000000300b700, 7f454c460201010000000000000000000200b700,"
                + " ffffffffffffff00fffffffffffffffffeffffff",
        // ppc64, whose numbers begin with the highest byte
        "7f454c4602020100000000000000000000030015, 7f454c4602020100000000000000000000020015,"
                + " ffffffffffffff00fffffffffffffffffffeffff",
    })
    void programsAreRecognisedByClassByteOrderAndMachine(String header, String magic, String mask) {
        var emulator = new Emulator("qemu-x", "/usr/bin/qemu-x", HexFormat.of().parseHex(header));
        assertThat(new String(emulator.registration("/proc/self/fd/100"), StandardCharsets.US_ASCII))
                .isEqualTo(":qemu-x:M:0:" + escaped(magic) + ":" + escaped(mask) + ":/proc/self/fd/100:FPC");
    }

    private static String escaped(String hex) {
        return hex.replaceAll("..", "\\\\x$0");
    }
}
