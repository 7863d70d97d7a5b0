package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.layer.LayerNames.Kind;
import dev.drydock.layer.LayerNames.Meaning;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNamesTest {

    @ParameterizedTest
    @CsvSource({
        "'', FILE, ''",
        "./, FILE, ''",
        "/, FILE, ''",
        "etc/passwd, FILE, etc/passwd",
        "./etc//passwd/, FILE, etc/passwd",
        "/etc/./x/../passwd, FILE, etc/passwd",
        "a/.wh.b, WHITEOUT, a/b",
        ".wh.b/, WHITEOUT, b",
        "a/.wh.../x, FILE, a/.wh.../x",
        "a/.wh..hidden, WHITEOUT, a/.hidden",
        "a/.wh.....x, WHITEOUT, a/....x",
        "a/.wh..wh..opq, OPAQUE, a",
        ".wh..wh..opq, OPAQUE, ''",
        "a/.wh..wh.plnk, IGNORED, a/.wh..wh.plnk",
        "a/.wh..wh.aufs, IGNORED, a/.wh..wh.aufs",
        "a/.whatever, FILE, a/.whatever",
        ".wh.dir/child, FILE, .wh.dir/child",
        "..., FILE, ..."
    })
    void namesHaveAMeaning(String stored, Kind kind, String path) throws Exception {
        assertThat(LayerNames.of(stored)).isEqualTo(new Meaning(kind, path));
        assertThat(LayerNames.isClean(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "/..", "a/.wh.", ".wh..", "a/.wh..."})
    void namesThatLeaveTheRootOrHideNothingAreRefused(String stored) {
        assertThatThrownBy(() -> LayerNames.of(stored)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/", "/a", "a//b", ".", "./a", "a/.", "a/./b", "..", "a/..", "../a"})
    void theseAreNotClean(String name) {
        assertThat(LayerNames.isClean(name)).isFalse();
    }
}
