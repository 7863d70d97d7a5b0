package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    private static final long PAUSE_NANOS = 1_000_000;

    @TempDir
    Path temp;

    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void whoeverCleansUpAtTheSameTimeIsNotInTheWay() throws Exception {
        Path directory = temp.resolve("steps");
        var cleaning = CompletableFuture.runAsync(() -> clean(directory));
        try {
            for (int i = 0; i < 2000; i++) {
                AtomicFiles.write(directory.resolve("record"), new byte[] {1});
            }
        } finally {
            done.set(true);
            cleaning.get();
        }
        AtomicFiles.write(directory.resolve("record"), new byte[] {2});
        assertThat(directory).isDirectoryContaining(file -> file.endsWith("record"));
        assertThat(directory.resolve("record")).hasBinaryContent(new byte[] {2});
    }

    /** Files, those half written included, and the directory when it is empty. */
    private void clean(Path directory) {
        while (!done.get()) {
            try (var files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(directory);
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                // The other one was faster.
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
