package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerWriterTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void whatIsWrittenIsWhatTheScanOfTheFileFinds(Compression compression) throws Exception {
        byte[] big = new byte[3_000_000];
        new Random(1).nextBytes(big);
        WrittenLayer layer;
        try (var writer = new LayerWriter(directory, compression)) {
            writer.add(TarEntry.directory("", 0755, 0, 0, Instant.EPOCH));
            writer.add(TarEntry.directory("etc", 0755, 0, 0, Instant.EPOCH));
            writer.add(
                    TarEntry.file("etc/big", 04755, 7, 8, big.length, Instant.ofEpochSecond(5, 6)),
                    new ByteArrayInputStream(big));
            writer.add(TarEntry.file("etc/" + "x".repeat(300) + "ü", 0644, 3_000_000, 8, 0, Instant.ofEpochSecond(-7)));
            writer.add(TarEntry.symlink("ln", "../etc/big", 0, 0, Instant.EPOCH));
            writer.whiteout("gone/file");
            writer.opaque("var/cache");
            layer = writer.finish();
        }
        byte[] tar;
        try (var in = LayerInput.open(layer.file())) {
            tar = in.readAllBytes();
        }
        assertThat(tar.length).isEqualTo((int) layer.tarSize());
        assertThat(Digest.of(tar)).isEqualTo(layer.layer().diffId());
        LayerIndex scanned = LayerIndexes.scan(new ByteArrayInputStream(tar));
        assertThat(scanned).isEqualTo(layer.index());
        Path file = directory.resolve("index");
        LayerIndexes.write(scanned, file);
        assertThat(LayerIndexes.read(file)).isEqualTo(scanned);
        FileTree tree = FileTree.of(List.of(scanned));
        assertThat(tree.children("")).containsExactly("etc", "ln", "var");
        assertThat(tree.resolve("/ln/../x")).isEqualTo("etc/x");
    }

    private WrittenLayer write(String name, Compression compression, int threads) throws Exception {
        byte[] big = new byte[2_000_000];
        new Random(1).nextBytes(big);
        try (var writer = new LayerWriter(directory, compression, threads)) {
            writer.add(TarEntry.file(name, 0644, 0, 0, big.length, Instant.EPOCH), new ByteArrayInputStream(big));
            return writer.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void equalCallsMakeEqualLayersOnAnyNumberOfThreads(Compression compression) throws Exception {
        WrittenLayer one = write("f", compression, 1);
        WrittenLayer five = write("f", compression, 5);
        assertThat(five.layer()).isEqualTo(one.layer());
        assertThat(one.file()).hasSameBinaryContentAs(five.file());
        assertThat(one.layer().blob().digest()).isEqualTo(Digest.of(Files.readAllBytes(one.file())));
        assertThat(one.layer().blob().size()).isEqualTo(Files.size(one.file()));
        assertThat(write("g", compression, 1).layer().diffId())
                .isNotEqualTo(one.layer().diffId());
    }

    @Test
    void anUnfinishedLayerLeavesNoFile() throws Exception {
        try (var writer = new LayerWriter(directory, Compression.GZIP)) {
            writer.add(TarEntry.directory("d", 0755, 0, 0, Instant.EPOCH));
        }
        assertThatThrownBy(() -> {
                    try (var writer = new LayerWriter(directory, Compression.GZIP)) {
                        writer.add(
                                TarEntry.file("f", 0644, 0, 0, 5, Instant.EPOCH),
                                new ByteArrayInputStream(new byte[3]));
                    }
                })
                .hasMessageContaining("changed while it was read");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLayerWithNothingInItIsALayer() throws Exception {
        try (var writer = new LayerWriter(directory, Compression.GZIP)) {
            WrittenLayer layer = writer.finish();
            assertThat(layer.tarSize()).isEqualTo(1024);
            assertThat(FileTree.of(List.of(layer.index())).children("")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "./a", "a/../b", "a//b"})
    void namesThatAreNotCleanAreRefused(String name) throws Exception {
        try (var writer = new LayerWriter(directory, Compression.NONE)) {
            TarEntry file = TarEntry.file("x", 0644, 0, 0, 0, Instant.EPOCH);
            assertThatThrownBy(() -> writer.add(file.withName(name))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.add(file.asHardLinkTo(name))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.whiteout(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.opaque(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFileThatReadersWouldTakeForAWhiteoutIsToldToTheUser() throws Exception {
        try (var writer = new LayerWriter(directory, Compression.NONE)) {
            assertThatThrownBy(() -> writer.add(TarEntry.file("a/.wh.b", 0644, 0, 0, 0, Instant.EPOCH)))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("/a/.wh.b");
        }
    }
}
