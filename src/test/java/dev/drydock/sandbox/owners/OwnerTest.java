package dev.drydock.sandbox.owners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.kernel.FileStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    private static final Instant BORN = Instant.parse("2026-11-30T01:02:03.000000004Z");

    @Test
    void whatIsWrittenIsRead() {
        for (var owner : new Owner[] {
            Owner.of(0, 5),
            Owner.of(-2, 1000),
            new Owner(1, 2, FileStatus.CHARACTER_DEVICE, 1, 3),
            new Owner(0, 0, FileStatus.BLOCK_DEVICE, 259, 70000)
        }) {
            assertThat(Owner.parse(owner.encode())).isEqualTo(owner);
        }
    }

    /** Anybody can write such an attribute. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1 y", "-1 0", "99999999999 0"})
    void anythingElseIsRoots(String value) {
        assertThat(Owner.parse(value.getBytes(StandardCharsets.US_ASCII))).isEqualTo(Owner.ROOT);
    }

    @Test
    void aTableIsKeptInAFile(@TempDir Path directory) throws Exception {
        var table = new OwnerTable();
        table.record(1, BORN, Owner.of(5, -2));
        table.record(2, BORN, Owner.ROOT);
        table.save(directory.resolve("owners"));
        var next = new OwnerTable();
        next.load(directory.resolve("owners"));
        next.load(directory.resolve("missing"));
        assertThat(next.find(1, BORN)).isEqualTo(Owner.of(5, -2));
        assertThat(next.find(2, BORN)).isNull();
        assertThat(next.find(1, BORN.plusNanos(1)))
                .as("another file of the number")
                .isNull();
        next.record(1, BORN, Owner.ROOT);
        assertThat(next.find(1, BORN)).isEqualTo(Owner.ROOT);
        next.save(directory.resolve("next"));
        assertThat(Files.exists(directory.resolve("next")))
                .as("nothing but root")
                .isFalse();
    }

    @Test
    void programsDoNotSeeTheAttribute() {
        String names = "user.a\0" + Owner.ATTRIBUTE + "\0security.capability\0";
        assertThat(FileAnswers.withoutOurs(names.getBytes(StandardCharsets.US_ASCII)))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("user.a\0security.capability\0");
    }
}
