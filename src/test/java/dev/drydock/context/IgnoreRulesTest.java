package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.failure.BuildFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {

    /** Rules are separated by commas; those of moby/patternmatcher's table that have a meaning on Linux, and more. */
    @ParameterizedTest(name = "{0} against {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        **         | file          | true
        **         | file/         | true
        **/        | dir/file      | true
        **/file    | file          | true
        **/file    | dir/dir/file  | true
        **/file    | dir/xfile     | false
        **file     | dir/xfile     | true
        **/dir2/*  | dir/dir2/file | true
        **/dir2/*  | dir/dir2/dir2/file | true
        file/**    | file          | false
        file/**    | file/x/y      | true
        a/**/b     | a/b           | true
        a/**/b     | a/x/y/b       | true
        a/**/b     | a/xb          | false
        a/**/b     | xa/b          | false
        a**/*a     | abc/xa        | true
        **/a/*/**  | x/a/y/z       | true
        **/a/*/**  | x/a           | false
        *.go       | d/a.go        | false
        a          | a/b/c         | true
        a/b        | a             | false
        a/b        | a/bc          | false
        a.c        | abc           | false
        {a}        | {a}           | true
        a\\\\*b    | a*b           | true
        a\\\\*b    | axb           | false
        *,!a       | a             | false
        *,!a       | a/b           | false
        *,!a/b     | a             | true
        *,!a/b     | a/b           | false
        *,!a/b     | a/c           | true
        !a,*       | a             | true
        **/.git,!x/.git | x/.git/config | false
        d,!d/x,d   | d/x           | false
        d,!d/x,d/x/y | d/x/y       | true
        d,!d/x,d/x/y | d/x/z       | false
        """)
    void theLastRuleThatMatchesDecides(String rules, String path, boolean expected) {
        String file = rules.trim().replace("\\\\", "\\").replace(',', '\n');
        assertThat(IgnoreRules.parse(file).excludes(RootedPaths.clean(path))).isEqualTo(expected);
    }

    @Test
    void aLoneExclamationMarkIsRefusedWithItsLine() {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> IgnoreRules.parse("a\n\n ! \n"))
                .withMessage(".dockerignore:3: a lone \"!\" is not a pattern");
    }

    @Test
    void aMalformedPatternIsRefusedWithItsLine() {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(
                        () -> IgnoreRules.parse("ok\n[a-".getBytes(StandardCharsets.UTF_8), Path.of("x.dockerignore")))
                .withMessageStartingWith("x.dockerignore:2: malformed pattern \"[a-\"");
    }

    @Test
    void aLineOf64KibibytesIsRefused() {
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> IgnoreRules.parse("a".repeat(64 * 1024)))
                .withMessageContaining(":1: the line is longer than 64 KiB");
    }

    @Test
    void namesThatAreNotUtf8CanBeWritten() {
        byte[] file = {'c', 'a', 'f', (byte) 0xE9, '\n'};
        assertThat(IgnoreRules.parse(file, Path.of(".dockerignore")).excludes("caf\uDCE9"))
                .isTrue();
    }

    @Test
    void emptyFilesExcludeNothing() {
        assertThat(IgnoreRules.parse("\n# a\n  \n").isEmpty()).isTrue();
        assertThat(IgnoreRules.none().excludes("a")).isFalse();
    }

    @Test
    void belowAMatchedDirectoryOnlyExceptionsThatReachItAreLookedFor() {
        PatternList list = PatternList.of(List.of("*", "!a/b/*.txt", "!c/**/d", "!e[/]f"));
        assertThat(list.mayTakeBackBelow("a")).isTrue();
        assertThat(list.mayTakeBackBelow("a/b")).isTrue();
        assertThat(list.mayTakeBackBelow("a/x")).isFalse();
        assertThat(list.mayTakeBackBelow("a/b/c")).isFalse();
        assertThat(list.mayTakeBackBelow("c/x/y/z")).isTrue();
        assertThat(list.mayTakeBackBelow("e")).isTrue();
        assertThat(list.mayTakeBackBelow("x")).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a.log, .dockerignore:2",
        "keep.log, ''",
        "b.txt, ''",
        "d, .dockerignore:5",
        "d/x/y, .dockerignore:5",
        "d/in/z, .dockerignore:7"
    })
    void theLineThatExcludesAPathIsKnown(String path, String line) {
        String file = "# logs\n*.log\n!keep.log\n\nd/\n!d/in\nd/in/z\n";

        assertThat(IgnoreRules.parse(file).excludedBy(path)).isEqualTo(line);
    }
}
