package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSplitterTest {

    static Stream<Arguments> printed() {
        return Stream.of(
                row("", List.of()),
                row("one\ntwo\n", List.of("one", "two")),
                row("no end", List.of("no end")),
                row("\n\n", List.of("", "")),
                row("of DOS\r\nand\r\n", List.of("of DOS", "and")),
                row("of some servers\r\r\n\r\n", List.of("of some servers", "")),
                row("10 %\r50 %\r100 %\n", List.of("100 %")),
                row("10 %\r50 %\r100 %\r", List.of("100 %")),
                row("a longer state\rdone\n", List.of("done")),
                row("\r0% [Working]\r            \rGet:1 a [12 kB]\n", List.of("Get:1 a [12 kB]")),
                row(
                        "Reading lists... 0%\r\rReading lists... 99%\r\rReading lists... Done\nBuilding tree... 0%\r",
                        List.of("Reading lists... Done", "Building tree... 0%")),
                row("kept\nwiped\r     \n", List.of("kept", "     ")),
                row("Gr\u00fc\u00dfe \u2713\n", List.of("Gr\u00fc\u00dfe \u2713")));
    }

    private static Arguments row(String printed, List<String> lines) {
        return Arguments.of(printed, lines);
    }

    @ParameterizedTest
    @MethodSource("printed")
    void linesAreWhatATerminalShowsInTheEnd(String printed, List<String> lines) {
        byte[] bytes = printed.getBytes(StandardCharsets.UTF_8);
        for (int chunk = 1; chunk <= Math.max(1, bytes.length); chunk++) {
            assertThat(split(bytes, chunk)).as("in chunks of %s", chunk).isEqualTo(lines);
        }
    }

    @Test
    void aLineWithoutEndIsGivenOnInParts() {
        byte[] bytes = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        assertThat(split(bytes, 1000)).hasSize(4).allMatch(part -> part.length() <= 65_536);
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        assertThat(split(new byte[] {'a', (byte) 0xFF, 'b', '\n'}, 4)).containsExactly("a\uFFFDb");
    }

    private static List<String> split(byte[] bytes, int chunk) {
        List<String> lines = new ArrayList<>();
        var splitter = new LineSplitter(lines::add);
        for (int at = 0; at < bytes.length; at += chunk) {
            splitter.add(Arrays.copyOfRange(bytes, at, Math.min(at + chunk, bytes.length)));
        }
        splitter.end();
        return lines;
    }
}
