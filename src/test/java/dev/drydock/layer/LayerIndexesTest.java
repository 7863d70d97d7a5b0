package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.io.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerIndexesTest {

    @TempDir
    Path directory;

    private static List<IndexEntry> files() {
        List<IndexEntry> entries = new ArrayList<>();
        Digest content = Digest.of(new byte[] {1});
        entries.add(new IndexEntry(TarEntry.directory("", 0755, 0, 0, Instant.EPOCH), null));
        entries.add(new IndexEntry(
                TarEntry.file("usr/bin/ä", 07777, 0xFFFFFFFFL, 5, 1L << 40, Instant.ofEpochSecond(-5, 7)), content));
        entries.add(new IndexEntry(TarEntry.file("usr/bin/b\uDCFF", 0, 0, 0, 0, Instant.EPOCH), content));
        entries.add(new IndexEntry(TarEntry.symlink("z", "../x\uDC80", 1, 2, Instant.ofEpochSecond(1L << 40)), null));
        entries.add(new IndexEntry(
                TarEntry.of("dev", Type.BLOCK_DEVICE)
                        .mode(0600)
                        .owner(0, 6)
                        .device(259, 70000)
                        .build(),
                null));
        entries.add(new IndexEntry(
                TarEntry.of("pipe", Type.FIFO).mode(0600).owner(0, 6).build(), null));
        return entries;
    }

    private static LayerIndex sample() {
        List<IndexEntry> entries = files();
        entries.add(new IndexEntry(TarEntry.file("h", 1, 2, 3, 0, Instant.EPOCH).asHardLinkTo("usr/bin/ä"), null));
        entries.add(new IndexEntry(TarEntry.file("i", 1, 2, 3, 0, Instant.EPOCH).asHardLinkTo("from/below"), null));
        return LayerIndex.of(new LayerListing(entries, List.of("gone", "gone/too"), List.of("", "usr")));
    }

    @Test
    void anIndexComesBackAsItWas() throws Exception {
        Path file = directory.resolve("some/where/index");
        LayerIndexes.write(sample(), file);
        assertThat(LayerIndexes.read(file)).isEqualTo(sample());
        assertThat(LayerIndexes.readForeign(file)).isEqualTo(sample());
        LayerIndex empty = LayerIndex.of(new LayerListing(List.of(), List.of(), List.of()));
        LayerIndexes.write(empty, file);
        assertThat(LayerIndexes.read(file)).isEqualTo(empty);
        try (var stored = Files.list(directory.resolve("some/where"))) {
            assertThat(stored).hasSize(1);
        }
    }

    @Test
    void allThatIsKnownOfAFileIsInTheIndex() {
        List<IndexEntry> files = files();
        FileTree tree = FileTree.of(List.of(LayerIndex.of(new LayerListing(files, List.of(), List.of()))));
        for (int position = 0; position < files.size(); position++) {
            IndexEntry file = files.get(position);
            assertThat(tree.get(file.entry().name()))
                    .isEqualTo(new FileTree.Node(file.entry(), file.content(), 0, position));
        }
    }

    @Test
    void extendedAttributesComeBack() {
        var entry = TarEntry.of("x", Type.FILE)
                .xattrs(Map.of("user.a", new byte[] {0, -1}, "user.b", new byte[0]))
                .build();
        var listing = new LayerListing(List.of(new IndexEntry(entry, Digest.of(new byte[0]))), List.of(), List.of());
        FileTree.Node read = FileTree.of(List.of(LayerIndex.of(listing))).get("x");
        assertThat(read).isNotNull();
        Map<String, byte[]> xattrs = read.entry().xattrs();
        assertThat(xattrs).containsOnlyKeys("user.a", "user.b");
        assertThat(xattrs.get("user.a")).containsExactly(0, -1);
        assertThat(xattrs.get("user.b")).isEmpty();
    }

    /** Names as long as an archive may have them must not end in a stack overflow. */
    @Test
    void deepDirectoriesAreAsGoodAsOthers() throws Exception {
        String path = "d/".repeat(5_000) + "f";
        var file = new IndexEntry(TarEntry.file(path, 0, 0, 0, 0, Instant.EPOCH), Digest.of(new byte[0]));
        LayerIndex index = LayerIndex.of(new LayerListing(List.of(file), List.of(), List.of()))
                .check();
        assertThat(FileTree.of(List.of(index)).get(path)).isNotNull();
    }

    @Test
    void aDamagedIndexIsNoticed() {
        byte[] good = sample().bytes();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> LayerIndex.parse(cut)).isInstanceOf(IOException.class);
        }
        for (int i = 0; i < good.length; i++) {
            byte[] bent = good.clone();
            bent[i] ^= 0x10;
            assertThatThrownBy(() -> LayerIndex.parse(bent)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> LayerIndexes.read(directory.resolve("missing")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void evenWithARightChecksumRubbishIsRefused() {
        var random = new Random(3);
        byte[] good = sample().bytes();
        for (int round = 0; round < 6_000; round++) {
            byte[] bent = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bent[5 + random.nextInt(good.length - 9)] = (byte) random.nextInt(256);
            }
            putChecksum(bent);
            try {
                LayerIndex.parse(bent).check();
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("damaged");
            }
        }
    }

    private static void putChecksum(byte[] index) {
        var crc = new CRC32();
        crc.update(index, 0, index.length - 4);
        for (int i = 0; i < 4; i++) {
            index[index.length - 4 + i] = (byte) (crc.getValue() >>> 8 * i);
        }
    }

    @Test
    void aHardLinkThatIsNotToBeCheckedIsNoticedInWhatSomebodyElseMade() throws Exception {
        byte[] bent = sample().bytes().clone();
        bent[bent.length - 6] = '!'; // the end of the last link's target: then what it is and the checksum follow
        putChecksum(bent);
        LayerIndex index = LayerIndex.parse(bent);
        assertThat(index.links()).extracting(LayerIndex.LowerLink::target).containsExactly("from/belo!");
        assertThatThrownBy(index::check).isInstanceOf(IOException.class).hasMessageContaining("from/below");
    }

    private static byte[] tar(TarEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new TarWriter(bytes)) {
            for (TarEntry entry : entries) {
                writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    @Test
    void scanningCleansNamesAndReadsToTheVeryEnd() throws Exception {
        byte[] tar = tar(
                TarEntry.directory("./", 0755, 0, 0, Instant.EPOCH),
                TarEntry.file("./a//b", 0644, 0, 0, 3, Instant.EPOCH),
                TarEntry.file("/c", 0644, 0, 0, 0, Instant.EPOCH).asHardLinkTo("./a/b"),
                TarEntry.file("./a/.wh.x", 0, 0, 0, 4, Instant.EPOCH),
                TarEntry.file("./a/.wh..wh..opq", 0, 0, 0, 0, Instant.EPOCH),
                TarEntry.file(".wh..wh.aufs", 0, 0, 0, 0, Instant.EPOCH));
        var in = new ByteArrayInputStream(Arrays.copyOf(tar, tar.length + 20 * 512));
        LayerListing index = LayerIndexes.list(in);
        assertThat(in.available()).isZero();
        assertThat(index.entries()).extracting(e -> e.entry().name()).containsExactly("", "a/b", "c");
        assertThat(index.entries().get(2).entry().linkName()).isEqualTo("a/b");
        assertThat(index.entries().get(1).content()).isEqualTo(Digest.of(new byte[3]));
        assertThat(index.whiteouts()).containsExactly("a/x");
        assertThat(index.opaques()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "a/../../b", "a/.wh.."})
    void layersThatPointOutsideAreRefused(String name) throws Exception {
        byte[] tar = tar(TarEntry.file(name, 0644, 0, 0, 0, Instant.EPOCH));
        assertThatThrownBy(() -> LayerIndexes.scan(new ByteArrayInputStream(tar)))
                .isInstanceOf(IOException.class);
        byte[] link = tar(TarEntry.file("x", 0644, 0, 0, 0, Instant.EPOCH).asHardLinkTo("../" + name));
        assertThatThrownBy(() -> LayerIndexes.scan(new ByteArrayInputStream(link)))
                .isInstanceOf(IOException.class);
    }
}
