package dev.drydock.frontend.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTextTest {

    @Test
    void listsAreInBracketsWithBlanksBetween() {
        assertThat(GoText.list(List.of())).isEqualTo("[]");
        assertThat(GoText.list(List.of("a b", "c"))).isEqualTo("[a b c]");
        assertThat(GoText.quotedList(List.of())).isEqualTo("[]");
        assertThat(GoText.quotedList(List.of("a b", ""))).isEqualTo("[\"a b\" \"\"]");
    }

    @Test
    void quotingEscapesWhatCannotBePrinted() {
        assertThat(GoText.quoted("\"\\\u0007\b\f\n\r\t\u000b")).isEqualTo("\"\\\"\\\\\\a\\b\\f\\n\\r\\t\\v\"");
        assertThat(GoText.quoted("\u0000\u001f\u007f\u0085\u00a0\u00ad\u2028\ufeff"))
                .isEqualTo("\"\\x00\\x1f\\x7f\\u0085\\u00a0\\u00ad\\u2028\\ufeff\"");
        assertThat(GoText.quoted("é€😀'")).isEqualTo("\"é€😀'\"");
        assertThat(GoText.quoted(Character.toString(0xe0001))).isEqualTo("\"\\U000e0001\"");
    }

    @Test
    void quotingShowsBytesThatAreNotUtf8() {
        assertThat(GoText.quoted("a\udcff")).isEqualTo("\"a\\xff\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "tRUE", "2"})
    void otherTruthsAreRefused(String value) {
        assertThatThrownBy(() -> GoText.parseBoolean("x", value))
                .isInstanceOf(InstructionProblem.class)
                .hasMessageContaining("x=" + value);
    }
}
