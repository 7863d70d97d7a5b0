package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootedPathsTest {

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "/,''",
        ".,''",
        "a,a",
        "/a/,a",
        "a//b,a/b",
        "./a/./b/.,a/b",
        "../a,a",
        "a/../../b,b",
        "a/b/../c,a/c",
        "..,''",
        ".a,.a",
        "..a/b..,..a/b..",
        "a/...,a/...",
        "a/..,''"
    })
    void spellingsAreBroughtIntoOneForm(String written, String clean) {
        assertThat(RootedPaths.clean(written)).isEqualTo(clean);
        assertThat(RootedPaths.clean(clean)).isEqualTo(clean);
    }

    @ParameterizedTest
    @CsvSource({"a,a,true", "a/b,a,true", "ab,a,false", "a,'',true", "'','',true", "a,a/b,false"})
    void whatLiesWithinADirectory(String path, String directory, boolean expected) {
        assertThat(RootedPaths.isWithin(path, directory)).isEqualTo(expected);
    }
}
