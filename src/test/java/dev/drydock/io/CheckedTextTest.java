package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedTextTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"", "one\n", "one\ntwo\n", "crc 0\n", "Gr\u00fc\u00dfe \uD83D\uDE00\n"})
    void linesComeBackAsTheyWere(String lines) throws IOException {
        Path file = Files.write(dir.resolve("f"), CheckedText.encode(lines));
        assertThat(CheckedText.read(file)).contains(lines);
    }

    @Test
    void whatIsCutShortOrChangedCountsAsMissing() throws IOException {
        byte[] whole = CheckedText.encode("one\ntwo\n");
        for (int length = 0; length < whole.length; length++) {
            assertThat(CheckedText.decode(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThat(CheckedText.decode(changed)).as("byte %d", i).isEmpty();
        }
        assertThat(CheckedText.decode("one\ntwo\n".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(CheckedText.read(dir.resolve("none"))).isEmpty();
    }

    @Test
    void aRecordIsReadByItsKind() throws IOException {
        byte[] bytes = TextRecord.encode("step", Map.of("took", "12", "nothing", ""));
        assertThat(TextRecord.decode("step", bytes).number("took")).isEqualTo(12);
        assertThat(TextRecord.decode("step", bytes).text("nothing")).isEmpty();
        assertThatThrownBy(() -> TextRecord.decode("layer", bytes)).isInstanceOf(IOException.class);
    }
}
