package dev.drydock.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.io.tar.TarEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatedNamesTest {

    private final RepeatedNames names = new RepeatedNames();

    @Test
    void amongVeryManyFilesTheFirstNameOfEachIsFoundWheneverOneOfItsNamesIsAskedOf() {
        for (int i = 0; i < 30_000; i++) {
            names.note(file("name-" + i, i % 3 == 0 ? "0:" + i % 100 : "1:" + i));
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 30_000; i++) {
                String name = "name-" + i;
                String first = i % 3 == 0 && i >= 300 ? "name-" + firstOfSame(i) : null;
                assertThat(names.first(file(name, i % 3 == 0 ? "0:" + i % 100 : "1:" + i), name))
                        .as(name)
                        .isEqualTo(first);
            }
        }
    }

    /** The lowest multiple of three that ends with the same two digits. */
    private static int firstOfSame(int number) {
        return number % 300;
    }

    @Test
    void aFileWithoutIdentityHasOneName() {
        names.note(file("a", ""));
        names.note(file("b", ""));
        assertThat(names.first(file("a", ""), "a")).isNull();
        assertThat(names.first(file("b", ""), "b")).isNull();
    }

    private static SourceNode file(String path, String identity) {
        return new SourceNode(TarEntry.file(path, 0644, 0, 0, 1, Instant.EPOCH), identity);
    }
}
