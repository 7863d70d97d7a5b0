package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; ",
                "a; a",
                "  a   b ; a|b",
                "'a b' c; a b|c",
                "\"a 'b'\"; a 'b'",
                "a\\ b; a b",
                "'a\\b'; a\\b",
                "x'y z'w; xy zw",
                "''; ",
                "a '' b; a||b",
                "back\\; back\\",
            })
    void quotesKeepSpaces(String line, String expected) {
        String joined = String.join("|", CommandLine.words("drydock.args", line));
        assertThat(joined).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> CommandLine.words("drydock.args", "a 'b"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("not closed");
    }
}
