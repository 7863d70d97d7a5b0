package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {

    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            abc        | abc      | true
            *          | abc      | true
            *c         | abc      | true
            a*         | a        | true
            a*         | ab/c     | false
            a*/b       | abc/b    | true
            a*/b       | a/c/b    | false
            a*b*c*d*e*/f | axbxcxdxe/f | true
            a*b*c*d*e*/f | axbxcxdxexxx/f | true
            a*b*c*d*e*/f | axbxcxdxe/xxx/f | false
            a*b?c*x    | abxbbxdbxebxczzx | true
            a*b?c*x    | abxbbxdbxebxczzy | false
            ab[c]      | abc      | true
            ab[b-d]    | abc      | true
            ab[e-g]    | abc      | false
            ab[^c]     | abc      | false
            ab[^e-g]   | abc      | true
            a\\*b      | a*b      | true
            a\\*b      | ab       | false
            a?b        | a☺b      | true
            a[^a]b     | a☺b      | true
            a???b      | a☺b      | false
            a?b        | a𝄞b      | true
            [a-ζ]*     | α        | true
            a?b        | a/b      | false
            a*b        | a/b      | false
            a[^x]b     | a/b      | true
            [\\]a]     | ]        | true
            [\\-]      | -        | true
            [x\\-]     | -        | true
            [\\-x]     | a        | false
            *x         | xxx      | true
            **         | a/b      | false
            ""         | ""       | true
            """)
    void matchesAsGoDoes(String pattern, String path, boolean expected) {
        assertThat(GoPattern.compile(pattern.replace("\\\\", "\\")).matches(path))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[^", "[^]", "[^bc", "a[", "a\\", "[a-\\", "[\\"})
    void malformedPatternsAreRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoPattern.compile(pattern))
                .withMessageContaining("malformed pattern \"" + pattern);
    }

    @Test
    void aByteThatIsNotUtf8IsOneCharacter() {
        assertThat(GoPattern.compile("caf?").matches("caf\uDCE9")).isTrue();
        assertThat(GoPattern.compile("caf??").matches("caf\uDCE9")).isFalse();
    }

    @Test
    void hostilePatternsTakeLittleTime() {
        String path = "a".repeat(4000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(GoPattern.compile("*a".repeat(60) + "b").matches(path)).isFalse();
            assertThat(PatternList.of(java.util.List.of("**/" + "*a*/**/".repeat(40) + "b"))
                            .matches("a/".repeat(200) + "c"))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"a*,true", "a?,true", "[a],true", "a,false", "a\\*,false", "a\\\\*,true", "'',false"})
    void wildcardsAreThoseNotEscaped(String text, boolean expected) {
        assertThat(GoPattern.hasWildcards(text)).isEqualTo(expected);
    }
}
