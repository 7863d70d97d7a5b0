package dev.drydock.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpoolFileTest {

    @TempDir
    Path temp;

    @Test
    void whatIsWrittenIsReadMeanwhile() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        var threads = Executors.newSingleThreadExecutor();
        try {
            var file = new SpoolFile(temp.resolve("f"));
            var read = threads.submit(() -> {
                try (var in = file.input()) {
                    return in.readAllBytes();
                }
            });
            for (int at = 0, next = 1; at < bytes.length; at += next, next = next * 3 % 70_001) {
                next = Math.min(next, bytes.length - at);
                file.output().write(bytes, at, next);
            }
            file.finish();
            assertThat(read.get()).isEqualTo(bytes);
            assertThat(Files.readAllBytes(file.path())).isEqualTo(bytes);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void readingAgainAfterTheEndFindsAll() throws Exception {
        var file = new SpoolFile(temp.resolve("f"));
        file.output().write(7);
        file.finish();
        for (int i = 0; i < 2; i++) {
            try (var in = file.input()) {
                assertThat(in.read()).isEqualTo(7);
                assertThat(in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aReaderFailsWhenTheWriterGivesUp() throws Exception {
        var file = new SpoolFile(temp.resolve("f"));
        file.output().write(7);
        try (var in = file.input()) {
            file.abandon();
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("not written to its end");
        }
    }

    @Test
    void aReaderThatWaitsCanBeInterrupted() throws Exception {
        var file = new SpoolFile(temp.resolve("f"));
        try (var in = file.input()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            file.abandon();
        }
    }

    @Test
    void noFileIsReplaced() throws Exception {
        Path there = Files.writeString(temp.resolve("f"), "there");
        assertThatThrownBy(() -> new SpoolFile(there)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
