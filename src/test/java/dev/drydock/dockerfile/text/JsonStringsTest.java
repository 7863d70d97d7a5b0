package dev.drydock.dockerfile.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {

    @Test
    void arraysOfStringsAreRead() throws SyntaxProblem {
        assertThat(JsonStrings.parse(" [ ] ")).isEmpty();
        assertThat(JsonStrings.parse("\u00a0[\"\"]\r\n")).containsExactly("");
        assertThat(JsonStrings.parse("[\"a\",\"b\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"]"))
                .containsExactly("a", "b\"\\/\b\f\n\r\tA");
        assertThat(JsonStrings.parse("[\"\\uD83D\\ude00\", \"\\ud83dx\", \"\\ude00\", \"\\ud83d\\u0041\"]"))
                .containsExactly("\uD83D\uDE00", "\uFFFDx", "\uFFFD", "\uFFFDA");
        assertThat(JsonStrings.parse("[\"]\", \"[\", \",\"]")).containsExactly("]", "[", ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "{}",
                "\"a\"",
                "[",
                "[\"",
                "[\"a",
                "[\"a\"",
                "[\"a\",",
                "[\"a\",]",
                "[,]",
                "[\"a\" \"b\"]",
                "[\"a\"] x",
                "[\"a\"]]",
                "['a']",
                "[a]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "[\"\\u12",
                "[\"\t\"]",
                "[01]",
                "[1.]",
                "[.5]",
                "[+1]",
                "[1e]",
                "[-]",
                "[tru]",
                "[truee]",
                "[{]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":1,}]",
                "[{1:2}]",
                "[[]",
                "[[}]",
                "[\"a\"]\u0000",
                "[\"a\u0000\"]",
                "[nul"
            })
    void whatIsNoArrayIsShellForm(String text) throws SyntaxProblem {
        assertThat(JsonStrings.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[\"a\", -0.5e+10]",
                "[0]",
                "[true]",
                "[false]",
                "[null]",
                "[[]]",
                "[{}]",
                "[[[\"a\"]], \"b\"]",
                "[{\"a\":[{},[],1],\"b\":{\"c\":\"d\"}}]"
            })
    void arraysOfSomethingElseAreRefused(String text) {
        assertThatThrownBy(() -> JsonStrings.parse(text)).isInstanceOf(SyntaxProblem.class);
    }
}
