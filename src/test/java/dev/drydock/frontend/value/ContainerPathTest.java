package dev.drydock.frontend.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerPathTest {

    @ParameterizedTest
    @CsvSource({
        "'', .",
        "., .",
        "/, /",
        "//, /",
        "/.., /",
        "/../../a, /a",
        "../a/.., ..",
        "../../a, ../../a",
        "a//b/./c/../d/, a/b/d",
        "/a/b/../../.., /",
        "a/.., .",
        "/...//.a, /.../.a"
    })
    void cleaningKeepsTheMeaning(String path, String cleaned) {
        assertThat(ContainerPath.clean(path)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource({"/w, a, /w/a", "/w, /a, /a", "/, '', /", "/w, ../../.., /", "'', a, /a", "/w/x, ., /w/x"})
    void relativePathsStartFromTheWorkingDirectory(String workdir, String path, String resolved) {
        assertThat(ContainerPath.resolve(workdir, path)).isEqualTo(resolved);
    }

    @ParameterizedTest
    @CsvSource({"/, /", "'', .", "/a/b/, b", "a, a", "/a/.., /"})
    void theBaseIsTheLastPart(String path, String base) {
        assertThat(ContainerPath.base(path)).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "/", "a/", "a/.", "./"})
    void directoriesAreKnownByTheirSpelling(String path) {
        assertThat(ContainerPath.meansDirectory(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "..", "a/..", "/a.", ".a"})
    void otherSpellingsMayBeFiles(String path) {
        assertThat(ContainerPath.meansDirectory(path)).isFalse();
    }
}
