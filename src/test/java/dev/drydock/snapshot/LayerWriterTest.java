package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.io.Compression;
import dev.drydock.io.LayerInput;
import dev.drydock.io.TarEntry;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        FileTree tree = FileTree.of(java.util.List.of(scanned));
        assertThat(tree.children("")).containsExactly("etc", "ln", "var");
        assertThat(tree.resolve("/ln/../x")).isEqualTo("etc/x");
    }
}
