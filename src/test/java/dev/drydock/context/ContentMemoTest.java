package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            assertThat(memo.find(FileStamp.of(file))).isNull();
            assertThat(digest(memo, file)).isEqualTo(digest("content"));
            assertThat(memo.find(FileStamp.of(file))).isEqualTo(digest("content"));
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(FileStamp.of(file))).isEqualTo(digest("content"));
            assertThat(memo.find(named(FileStamp.of(file), "/other"))).isNull();
            FileTime before = Files.getLastModifiedTime(file);
            Files.writeString(file, "CONTENT");
            Files.setLastModifiedTime(file, before);
            // Same size, same time; the change time gives it away.
            assertThat(memo.find(FileStamp.of(file))).isNull();
            assertThat(digest(memo, file)).isEqualTo(digest("CONTENT"));
        }
    }

    @Test
    void aFileJustWrittenIsNotRemembered() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            Files.writeString(file, "new");
            // However slow this machine is, the file is not older than the moment it is read in.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
            assertThat(digest(memo, file)).isEqualTo(digest("new"));
            assertThat(memo.find(FileStamp.of(file))).isNull();
        }
        assertThat(log).doesNotExist();
    }

    /** Times of nanoseconds, and such as file systems have that count whole seconds. */
    @ParameterizedTest
    @CsvSource({
        "60_000_001, 60_000_001, true",
        "1_000_001, 1_000_001, false",
        "-5, -5, false",
        "60_000_001, 1_000_001, false",
        "1_000_000_000, 1_000_000_000, false",
        "2_000_000_000, 2_000_000_000, false",
        "3_000_000_000, 3_000_000_000, true",
        "60_000_001, 3_000_000_000, true",
    })
    void aFileIsSettledWhenAChangeWouldShow(String modifiedAgo, String changedAgo, boolean settled) {
        long now = 1_700_000_000_000_000_000L;
        long modified = now - Long.parseLong(modifiedAgo.replace("_", ""));
        long changed = now - Long.parseLong(changedAgo.replace("_", ""));
        assertThat(new FileStamp("/f", 1, modified, changed, 0, 0).isSettled(now))
                .isEqualTo(settled);
    }

    private static FileStamp named(FileStamp stamp, String path) {
        return new FileStamp(path, stamp.size(), stamp.modified(), stamp.changed(), stamp.inode(), stamp.device());
    }

    /** As those who read files do it. */
    private static Digest digest(ContentMemo memo, Path file) throws IOException {
        return new HostFiles(memo).digest(new HostFiles(memo).get(file));
    }

    @Test
    void severalWritersAddUp() throws Exception {
        Path second = Files.writeString(directory.resolve("second"), "2");
        Thread.sleep(80);
        try (ContentMemo a = ContentMemo.open(log);
                ContentMemo b = ContentMemo.open(log)) {
            digest(a, file);
            digest(b, second);
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(FileStamp.of(file))).isNotNull();
            assertThat(memo.find(FileStamp.of(second))).isNotNull();
        }
    }

    @Test
    void tornRecordsArePassedOver() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            digest(memo, file);
        }
        byte[] record = Files.readAllBytes(log);
        Path second = Files.writeString(directory.resolve("second"), "2");
        Thread.sleep(80);
        for (int torn = 0; torn <= record.length; torn++) {
            Files.write(log, java.util.Arrays.copyOf(record, torn));
            try (ContentMemo memo = ContentMemo.open(log)) {
                assertThat(memo.find(FileStamp.of(file)) != null).isEqualTo(torn == record.length);
                digest(memo, second);
            }
            try (ContentMemo memo = ContentMemo.open(log)) {
                assertThat(memo.find(FileStamp.of(second))).isNotNull();
            }
        }
        record[40] ^= 1;
        Files.write(log, record);
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(FileStamp.of(file))).isNull();
        }
    }

    @Test
    void aLogFullOfOldRecordsIsRewritten() throws Exception {
        try (ContentMemo memo = ContentMemo.open(log)) {
            digest(memo, file);
        }
        byte[] record = Files.readAllBytes(log);
        for (int i = 0; i < 1100; i++) {
            Files.write(log, record, StandardOpenOption.APPEND);
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            assertThat(memo.find(FileStamp.of(file))).isNotNull();
        }
        assertThat(log).hasSize(record.length);
    }

    /** More than are kept back at once, with those of another process between them. */
    @Test
    void manyRecordsAreKnownInTheSameBuildAndInTheNext() throws Exception {
        int many = 5000;
        FileStamp like = FileStamp.of(file);
        try (ContentMemo memo = ContentMemo.open(log);
                ContentMemo other = ContentMemo.open(log)) {
            for (int i = 0; i < many; i++) {
                memo.remember(named(like, "/" + i), digest("" + i));
                if (i % 3 == 0) {
                    other.remember(named(like, "/other/" + i), digest("other"));
                }
            }
            for (int i = 0; i < many; i++) {
                // A record that another process has pushed aside may be unknown until the next build, but never wrong.
                assertThat(memo.find(named(like, "/" + i))).isIn(digest("" + i), null);
            }
            assertThat(memo.find(named(like, "/" + (many - 1)))).isEqualTo(digest("" + (many - 1)));
        }
        try (ContentMemo memo = ContentMemo.open(log)) {
            for (int i = 0; i < many; i++) {
                assertThat(memo.find(named(like, "/" + i))).isEqualTo(digest("" + i));
                assertThat(memo.find(named(like, "/other/" + i)) != null).isEqualTo(i % 3 == 0);
            }
        }
    }

    @Test
    void aLogThatIsReplacedOrCutWhileItIsOpenIsNotBelieved() throws Exception {
        FileStamp like = FileStamp.of(file);
        try (ContentMemo memo = ContentMemo.open(log)) {
            for (int i = 0; i < 3000; i++) {
                memo.remember(named(like, "/" + i), digest("" + i));
            }
        }
        byte[] whole = Files.readAllBytes(log);
        try (ContentMemo memo = ContentMemo.open(log)) {
            byte[] others = whole.clone();
            System.arraycopy(whole, 0, others, 88, whole.length - 88); // each record in the place of the next
            Files.write(log, java.util.Arrays.copyOf(others, whole.length / 2 + 5));
            for (int i = 0; i < 3000; i++) {
                assertThat(memo.find(named(like, "/" + i))).isIn(digest("" + i), null);
            }
            assertThat(memo.find(named(like, "/2999"))).isNull();
        }
    }
}
