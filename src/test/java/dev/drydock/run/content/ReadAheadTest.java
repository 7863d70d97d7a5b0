package dev.drydock.run.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReadAheadTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_000_000);
    private static final int FILES = 600;

    @TempDir
    private Path directory;

    @BeforeEach
    void needsSystemCalls() {
        assumeTrue(Architecture.current().isPresent());
    }

    private interface Body {
        void add(ReadAhead ahead, Directory files) throws IOException;
    }

    private WrittenLayer written(int threads, Body body) throws IOException {
        try (var writer = new LayerWriter(directory, Compression.NONE);
                var files = Directory.open(directory);
                var ahead = new ReadAhead(writer, threads)) {
            body.add(ahead, files);
            ahead.finish();
            return writer.finish();
        }
    }

    private void add(ReadAhead ahead, Directory files, String name, long size) throws IOException {
        var description = TarEntry.of(name, TarEntry.Type.FILE).size(size).modified(TIME);
        ahead.add(description, TIME, files.file(name, OpenFlags.READ, 0), size);
    }

    /** From 1 to 6,000 bytes, and 150,000 for one file in a hundred. */
    private static int size(int number) {
        return number % 100 == 99 ? 150_000 : 1 + number * 7919 % 6000;
    }

    private void makeFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[size(i)];
            java.util.Arrays.fill(bytes, (byte) i);
            Files.write(directory.resolve("f" + i), bytes);
        }
    }

    private void addAll(ReadAhead ahead, Directory files) throws IOException {
        for (int i = 0; i < FILES; i++) {
            ahead.add(TarEntry.directory("d" + i, 0755, 0, 0, TIME));
            add(ahead, files, "f" + i, size(i));
            ahead.whiteout("gone" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theLayerIsTheOneOfAWriterThatReadsEachFileInItsTurn(int threads) throws Exception {
        makeFiles();
        WrittenLayer expected;
        try (var writer = new LayerWriter(directory, Compression.NONE)) {
            for (int i = 0; i < FILES; i++) {
                writer.add(TarEntry.directory("d" + i, 0755, 0, 0, TIME));
                try (var in = Files.newInputStream(directory.resolve("f" + i))) {
                    writer.add(TarEntry.file("f" + i, 0, 0, 0, size(i), TIME), in);
                }
                writer.whiteout("gone" + i);
            }
            expected = writer.finish();
        }
        var layer = written(threads, this::addAll);
        assertThat(layer.layer()).isEqualTo(expected.layer());
        assertThat(layer.index()).isEqualTo(expected.index());
        assertThat(layer.file()).hasSameBinaryContentAs(expected.file());
        assertThat(Files.getLastModifiedTime(directory.resolve("f99")).toInstant())
                .isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(directory.resolve("f100")).toInstant())
                .isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource({"5, 3, has more than the expected 3 bytes", "5, 9, ends 4 bytes before the expected 9"})
    void aFileThatIsNotAsLongAsItWasIsAnError(int now, int said, String message) throws Exception {
        Files.write(directory.resolve("f"), new byte[now]);
        assertThatThrownBy(() -> written(1, (ahead, files) -> add(ahead, files, "f", said)))
                .hasMessageContaining("'f' " + message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, FILES - 1})
    void afterAFileThatCannotBeReadNothingIsLeftOpen(int bad) throws Exception {
        makeFiles();
        Files.delete(directory.resolve("f" + bad));
        Files.createDirectory(directory.resolve("f" + bad));
        long before = descriptors();
        assertThatThrownBy(() -> written(2, this::addAll))
                .hasMessageContaining(directory + "/f" + bad)
                .hasMessageContaining("directory");
        assertThat(descriptors()).isEqualTo(before);
        awaitNoReaders();
        try (var left = Files.list(directory)) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("layer")))
                    .isEmpty();
        }
    }

    @Test
    void whoIsBrokenOffLeavesNothingOpen() throws Exception {
        makeFiles();
        long before = descriptors();
        assertThatThrownBy(() -> written(2, (ahead, files) -> {
                    addAll(ahead, files);
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
        assertThat(descriptors()).isEqualTo(before);
        awaitNoReaders();
    }

    @Test
    void howManyFilesAreOpenIsBounded() throws Exception {
        makeFiles();
        long before = descriptors();
        written(2, (ahead, files) -> {
            for (int i = 0; i < FILES; i++) {
                add(ahead, files, "f" + i, size(i));
                assertThat(descriptors()).isLessThan(before + 4 * 64 + 8);
            }
        });
    }

    private static long descriptors() throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static void awaitNoReaders() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("read-")) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
