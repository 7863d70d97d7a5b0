package dev.drydock.maven.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    /** {@code ^} stands for the escape character, {@code ~} for a carriage return, {@code @} for a bell. */
    private static String text(String written) {
        return written.replace('^', '\u001b').replace('~', '\r').replace('@', '\u0007');
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                plain text,                   plain text
                ^[31mred^[0m,                 red
                ^[38;5;196mred^[m and more,   red and more
                a^[2Jb^[10;20Hc,              abc
                ^]0;a title@text,             text
                ^]8;;https://a.b^\\link^]8;;^\\, link
                ^(Bascii,                     ascii
                ^cend,                        end
                beep@,                        beep
                cut off^[,                    cut off
                cut off^[31,                  cut off
                title^]0;without end,         title0;without end
                ^,                            ""
                a^^[1mb,                      ab
                été 漢字 🚢,                   été 漢字 🚢
                """)
    void escapeSequencesAndControlCharactersAreLeftOut(String written, String shown) {
        assertThat(Printable.text(text(written))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                a line,            a line
                a line~,           a line
                10 %~50 %~100 %,   100 %
                10 %~100 %~~,      100 %
                ~,                 ""
                "",                ""
                """)
    void ofALineThatIsWrittenOverTheLastIsShown(String written, String shown) {
        assertThat(Printable.line(text(written))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u009b31m", "\u0000", "\u007f", "a\u202eb", "\u2066"})
    void noCharacterActsOnTheTerminal(String written) {
        assertThat(Printable.text(written)).matches("[a-z0-9]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first\nsecond", "name\tvalue", "", "plain"})
    void textWithoutHarmIsTheSameObject(String written) {
        assertThat(Printable.text(written)).isSameAs(written);
    }
}
