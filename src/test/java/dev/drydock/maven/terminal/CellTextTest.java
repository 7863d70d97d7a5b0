package dev.drydock.maven.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "é, 1",
        "e\u0301, 1", // with a combining accent
        "漢字, 4",
        "ｗｉｄｅ, 8",
        "한, 2",
        "🚢, 2",
        "✅, 2",
        "…, 1",
        "a\u200bb, 2", // with a space of no width
        "👩\u200d🚀, 4", // terminals differ; more than needed does no harm
        "→, 1"
    })
    void charactersTakeTheCellsThatTerminalsGiveThem(String text, int width) {
        assertThat(CellText.width(text)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({
        "RUN make, 20, RUN make",
        "RUN make, 8, RUN make",
        "RUN make, 7, RUN ...",
        "漢字漢字, 8, 漢字漢字",
        "漢字漢字, 7, 漢字...",
        "漢字漢字, 6, 漢...",
        "🚢🚢🚢, 5, 🚢...",
        "abcdef, 3, abc",
        "漢字, 3, 漢",
        "abc, 0, ''"
    })
    void aTextIsCutWhereACellEnds(String text, int width, String shown) {
        assertThat(CellText.shortened(text, width)).isEqualTo(shown);
        assertThat(CellText.width(shown)).isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u2028b"})
    void whatWouldBeginAnotherLineIsASpace(String text) {
        assertThat(CellText.oneLine(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource({"'\u001b[2Ja', a", "'a\u0007', a", "\udc80a, \ufffda"})
    void nothingMovesTheCursor(String text, String shown) {
        assertThat(CellText.oneLine(text)).isEqualTo(shown);
    }
}
