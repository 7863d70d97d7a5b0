package dev.drydock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreFailuresTest {

    @TempDir
    Path directory;

    static List<Arguments> causes() {
        return List.of(
                Arguments.of(new IOException("No space left on device"), "without space"),
                Arguments.of(new FileSystemException("f", null, "No space left on device"), "without space"),
                Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), "without space"),
                Arguments.of(new AccessDeniedException("f"), "cannot be written"),
                Arguments.of(new FileSystemException("f", null, "Read-only file system"), "cannot be written"),
                Arguments.of(new FileSystemException("f", null, "Operation not permitted"), "cannot be written"),
                Arguments.of(new IOException("Input/output error"), "cannot be used"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void theMessageNamesDirectoryCauseAndProperty(IOException cause, String what) {
        BuildFailure failure = StoreFailures.of(Path.of("/home/me/.cache/drydock"), false, cause);
        assertThat(failure).hasMessageContaining("/home/me/.cache/drydock").hasMessageContaining(what);
        assertThat(failure.hint()).contains("-Ddrydock.cacheDirectory");
        assertThat(failure.blame()).isEqualTo(BuildFailure.Blame.ENVIRONMENT);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void theStoreOfAProjectIsNotTakenForTheOneASettingMoves(IOException cause, String what) {
        BuildFailure failure = StoreFailures.of(Path.of("/project/target/drydock/cache"), true, cause);
        assertThat(failure)
                .hasMessageStartingWith("The project's cache directory /project/target/drydock/cache")
                .hasMessageContaining(what);
        assertThat(failure.hint()).doesNotContain("drydock.cacheDirectory");
    }

    @Test
    void aFileInTheWayIsToldToTheUser() throws Exception {
        Path file = Files.createFile(directory.resolve("cache"));
        assertThatThrownBy(() -> Store.open(file))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("The cache directory " + file + " is a file, not a directory");
    }

    @Test
    void aReadOnlyDirectoryIsToldToTheUser() throws Exception {
        Path closed = Files.createDirectory(
                directory.resolve("cache"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        // root may write everywhere, but nobody makes directories in /sys
        Path cache = Files.isWritable(closed) ? Path.of("/sys/fs/drydock") : closed;
        assertThatThrownBy(() -> Store.open(cache))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(cache.toString())
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aDirectoryThatBecomesUnusableIsToldToTheUser() throws Exception {
        Path cache = directory.resolve("cache");
        try (Store store = Store.open(cache)) {
            Files.createFile(cache.resolve("blobs"));
            Path blob = Files.write(store.temporary().resolve("x"), new byte[] {1});
            assertThatThrownBy(() -> store.admit(blob, Digest.of(new byte[] {1})))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining(cache.toString());
        }
    }
}
