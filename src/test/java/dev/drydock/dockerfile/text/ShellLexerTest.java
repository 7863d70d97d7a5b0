package dev.drydock.dockerfile.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShellLexerTest {

    private static final ShellLexer.Mode BACKSLASH = ShellLexer.Mode.expanding('\\');

    private static final Variables ENV = Variables.of(Map.ofEntries(
            Map.entry("A", "one"),
            Map.entry("EMPTY", ""),
            Map.entry("PATH", "/usr/local/bin:/usr/bin"),
            Map.entry("FILE", "archive.tar.gz"),
            Map.entry("DIR", "/a/b/c"),
            Map.entry("STAR", "a*b"),
            Map.entry("SLASH", "a\\b"),
            Map.entry("WORDS", "two  words"),
            Map.entry("UNI", "añb한c"),
            Map.entry("LINES", "one\ntwo"),
            Map.entry("LEADING", " x"),
            Map.entry("TRAILING", "x ")));

    static Stream<Arguments> expansions() throws IOException {
        return rows("expansion.txt");
    }

    static Stream<Arguments> splittings() throws IOException {
        return rows("splitting.txt");
    }

    private static Stream<Arguments> rows(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/dockerfile", file)).stream()
                .filter(line -> !line.startsWith("# ") && !line.isEmpty())
                .map(line -> {
                    int arrow = line.indexOf(" => ");
                    return Arguments.of(blanks(line.substring(0, arrow)), blanks(line.substring(arrow + 4)));
                });
    }

    private static String blanks(String text) {
        return text.replace("‹", "").replace("›", "").replace("⏎", "\n");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("expansions")
    void expandsTo(String text, String expected) {
        String actual;
        try {
            var expansion = ShellLexer.expand(text, BACKSLASH, ENV);
            String unset = String.join(" ", new TreeSet<>(expansion.unset()));
            actual = expansion.value() + (expansion.unset().isEmpty() ? "" : " | " + unset);
        } catch (SyntaxProblem problem) {
            assertThat(problem.message()).isNotBlank();
            actual = "!";
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} splits into {1}")
    @MethodSource("splittings")
    void splitsInto(String text, String expected) {
        String actual;
        try {
            actual = String.join("|", ShellLexer.split(text, BACKSLASH, ENV));
        } catch (SyntaxProblem problem) {
            actual = "!";
        }
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "a`b, ab",
                "a\\b, a\\b",
                "`$A, $A",
                "\"`$A\", $A",
                "\"a`b\", a`b",
                "'a`b', a`b",
                "``, `",
                "C:\\$A, C:\\one"
            })
    void backtickEscapesInPlaceOfBackslashIfTheDirectiveSaysSo(String text, String expected) throws SyntaxProblem {
        assertThat(ShellLexer.expand(text, ShellLexer.Mode.expanding('`'), ENV).value())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "\"$A\", \"one\"",
                "'$A', 'one'",
                "it's $A, it's one",
                "\\$A, $A",
                "a\\b, ab",
                "${NOPE:-\"x\"}, \"x\""
            })
    void documentsKeepTheirQuotes(String text, String expected) throws SyntaxProblem {
        assertThat(ShellLexer.expand(text, ShellLexer.Mode.DOCUMENT, ENV).value())
                .isEqualTo(expected);
    }

    @Test
    void backslashBeforeALineEndVanishesInDocumentsAndTheLineEndStays() throws SyntaxProblem {
        assertThat(ShellLexer.expand("a\\\nb", ShellLexer.Mode.DOCUMENT, ENV).value())
                .isEqualTo("a\nb");
    }

    @Test
    void toldMessageIsTheUsersOwn() {
        assertThatThrownBy(() -> ShellLexer.expand("${NOPE:?give me $A}", BACKSLASH, ENV))
                .hasMessage("NOPE: give me one");
    }

    @Test
    void nestingIsBounded() throws SyntaxProblem {
        assertThat(ShellLexer.expand("${X:-".repeat(300) + "}".repeat(300), BACKSLASH, ENV)
                        .value())
                .isEmpty();
        assertThatThrownBy(() -> ShellLexer.expand("${X:-".repeat(100_000), BACKSLASH, ENV))
                .isInstanceOf(SyntaxProblem.class)
                .hasMessageContaining("nests");
    }

    @Test
    void lengthOfTheResultIsBounded() {
        var large = Variables.of(Map.of("L", "x".repeat(1 << 20)));
        assertThatThrownBy(() -> ShellLexer.expand("$L".repeat(17), BACKSLASH, large))
                .hasMessageContaining("expands to more than");
        assertThatThrownBy(() -> ShellLexer.expand("${L//x/" + "y".repeat(100) + "}", BACKSLASH, large))
                .hasMessageContaining("more than");
    }

    @Test
    @Timeout(20)
    void patternsWithManyStarsTakeNoExponentialTime() {
        var env = Variables.of(Map.of("L", "a".repeat(20_000)));
        String pattern = "*a".repeat(50) + "b";
        for (var form : new String[] {"${L#%s}", "${L##%s}", "${L%%%s}", "${L%%%%%s}", "${L/%s/x}", "${L//%s/x}"}) {
            assertThatCode(() -> ShellLexer.expand(String.format(form, pattern), BACKSLASH, env))
                    .doesNotThrowAnyException();
        }
    }
}
