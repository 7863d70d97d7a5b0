package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.SpoolFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LayerCompressionTest {

    @TempDir
    Path temp;

    private static void fill(LayerWriter writer) throws IOException {
        byte[] content = new byte[700_000];
        var random = new Random(3);
        for (int i = 0; i < 9; i++) {
            for (int at = 0; at < content.length; at++) {
                content[at] = (byte) ('a' + random.nextInt(7));
            }
            writer.add(
                    TarEntry.file("f" + i, 0644, 0, 0, content.length, Instant.EPOCH),
                    new ByteArrayInputStream(content));
        }
        writer.whiteout("gone");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void aLayerCompressedBehindItsTarIsTheSameLayer(Compression compression) throws Exception {
        WrittenLayer expected;
        try (var writer = new LayerWriter(temp, compression)) {
            fill(writer);
            expected = writer.finish();
        }
        var tar = new SpoolFile(temp.resolve("tar"));
        try (var behind = LayerCompression.start(tar, temp, compression, DaemonThreads.named("test"));
                var writer = new LayerWriter(tar)) {
            fill(writer);
            WrittenLayer plain = writer.finish();
            assertThat(plain.layer().diffId()).isEqualTo(expected.layer().diffId());
            assertThat(plain.layer().blob().digest()).isEqualTo(plain.layer().diffId());
            assertThat(plain.layer().blob().size()).isEqualTo(plain.tarSize()).isEqualTo(Files.size(plain.file()));
            assertThat(plain.layer().blob().mediaType()).isEqualTo(MediaTypes.OCI_LAYER);
            WrittenLayer compressed = behind.await(plain);
            assertThat(compressed.layer()).isEqualTo(expected.layer());
            assertThat(compressed.tarSize()).isEqualTo(expected.tarSize());
            assertThat(compressed.file()).hasSameBinaryContentAs(expected.file());
        }
    }

    @Test
    void whatIsBrokenOffLeavesNoFile() throws Exception {
        var tar = new SpoolFile(temp.resolve("tar"));
        try (var behind = LayerCompression.start(tar, temp, Compression.GZIP, DaemonThreads.named("test"));
                var writer = new LayerWriter(tar)) {
            fill(writer);
            assertThat(behind).isNotNull();
        }
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void aTarThatIsGivenUpFailsIt() throws Exception {
        var tar = new SpoolFile(temp.resolve("tar"));
        WrittenLayer some;
        try (var writer = new LayerWriter(temp, Compression.NONE)) {
            some = writer.finish();
        }
        try (var behind = LayerCompression.start(tar, temp, Compression.GZIP, DaemonThreads.named("test"))) {
            tar.abandon();
            assertThatThrownBy(() -> behind.await(some)).isInstanceOf(IOException.class);
        }
    }
}
