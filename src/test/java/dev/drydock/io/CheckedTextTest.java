package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private List<String> lines(byte[] bytes, boolean whole) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CheckedLines in = CheckedLines.open(Files.write(dir.resolve("lines"), bytes))) {
            for (String line = in.next(); line != null; line = in.next()) {
                lines.add(line);
            }
            assertThat(in.areWhole()).isEqualTo(whole);
        }
        return lines;
    }

    @Test
    void linesOneByOneAreThoseOfTheText() throws IOException {
        List<String> lines = new ArrayList<>(List.of("", "crc 0", "crc ", "\u00e9"));
        for (int i = 0; i < 3000; i++) {
            lines.add("line " + i);
        }
        lines.add("x".repeat(100_000));
        lines.add("crc 0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckedLinesWriter writer = new CheckedLinesWriter(out);
        for (String line : lines) {
            writer.line(line);
        }
        writer.finish();
        assertThat(out.toByteArray()).isEqualTo(CheckedText.encode(String.join("\n", lines) + "\n"));
        assertThat(lines(out.toByteArray(), true)).isEqualTo(lines);
    }

    @Test
    void linesThatAreDamagedOrCutShortAreNotWhole() throws IOException {
        byte[] whole = CheckedText.encode("one\ntwo\n");
        assertThat(lines(whole, true)).containsExactly("one", "two");
        for (int length = 0; length < whole.length; length++) {
            lines(Arrays.copyOf(whole, length), false);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            lines(changed, false);
        }
    }
}
