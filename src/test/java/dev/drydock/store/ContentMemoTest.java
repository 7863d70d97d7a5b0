package dev.drydock.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentMemoTest {

    @TempDir
    Path directory;

    private Path log;
    private Path file;

    @BeforeEach
    void aFileThatHasSettled() throws Exception {
        log = directory.resolve("memos/log");
        file = Files.writeString(directory.resolve("file"), "content");
        Thread.sleep(80);
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aDigestIsRememberedAsLongAsTheFileLooksTheSame() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(file, FileStamp.of(file))).isEmpty();
            assertThat(memo.digest(file)).isEqualTo(digest("content"));
            assertThat(memo.find(file, FileStamp.of(file))).contains(digest("content"));
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(file, FileStamp.of(file))).contains(digest("content"));
            assertThat(memo.find(directory.resolve("other"), FileStamp.of(file)))
                    .isEmpty();
            FileTime before = Files.getLastModifiedTime(file);
            Files.writeString(file, "CONTENT");
            Files.setLastModifiedTime(file, before);
            // Same size, same time; the change time gives it away.
            assertThat(memo.find(file, FileStamp.of(file))).isEmpty();
            assertThat(memo.digest(file)).isEqualTo(digest("CONTENT"));
        }
    }

    @Test
    void aFileJustWrittenIsNotRemembered() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            Files.writeString(file, "new");
            assertThat(memo.digest(file)).isEqualTo(digest("new"));
            assertThat(memo.find(file, FileStamp.of(file))).isEmpty();
        }
        assertThat(log).doesNotExist();
        Instant now = Instant.now();
        long nanos = Duration.between(Instant.EPOCH, now).toNanos();
        assertThat(new FileStamp(1, nanos - 60_000_001, 0, 0).isSettled(now)).isTrue();
        assertThat(new FileStamp(1, nanos - 1_000_001, 0, 0).isSettled(now)).isFalse();
        assertThat(new FileStamp(1, nanos + 5, 0, 0).isSettled(now)).isFalse();
        assertThat(new FileStamp(1, nanos - 60_000_001, nanos - 1_000_001, 0).isSettled(now))
                .isFalse();
        long second = now.getEpochSecond() * 1_000_000_000;
        assertThat(new FileStamp(1, second - 1_000_000_000, 0, 0).isSettled(now))
                .isFalse();
        assertThat(new FileStamp(1, second - 3_000_000_000L, 0, 0).isSettled(now))
                .isTrue();
    }

    @Test
    void severalWritersAddUp() throws Exception {
        Path second = Files.writeString(directory.resolve("second"), "2");
        Thread.sleep(80);
        try (ContentMemo a = ContentMemo.open(log);
                ContentMemo b = ContentMemo.open(log)) {
            a.digest(file);
            b.digest(second);
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(file, FileStamp.of(file))).isPresent();
            assertThat(memo.find(second, FileStamp.of(second))).isPresent();
        }
    }

    @Test
    void tornRecordsArePassedOver() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            memo.digest(file);
        }
        byte[] record = Files.readAllBytes(log);
        Path second = Files.writeString(directory.resolve("second"), "2");
        Thread.sleep(80);
        for (int torn = 0; torn <= record.length; torn++) {
            Files.write(log, java.util.Arrays.copyOf(record, torn));
            try (ContentMemo memo = ContentMemo.open(log)) {
                assertThat(memo.find(file, FileStamp.of(file)).isPresent()).isEqualTo(torn == record.length);
                memo.digest(second);
            }
            try (ContentMemo memo = ContentMemo.open(log)) {
                assertThat(memo.find(second, FileStamp.of(second))).isPresent();
            }
        }
        record[40] ^= 1;
        Files.write(log, record);
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(file, FileStamp.of(file))).isEmpty();
        }
    }

    @Test
    void aLogFullOfOldRecordsIsRewritten() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            memo.digest(file);
        }
        byte[] record = Files.readAllBytes(log);
        for (int i = 0; i < 1100; i++) {
            Files.write(log, record, StandardOpenOption.APPEND);
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(file, FileStamp.of(file))).isPresent();
        }
        assertThat(log).hasSize(record.length);
    }
}
