package dev.drydock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class LayerScanTest {

    @TempDir
    Path directory;

    private Store store;
    private Path file;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"));
        file = store.temporary().resolve("fetch");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private WrittenLayer layer(Compression compression) throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (var writer = new LayerWriter(store.temporary(), compression)) {
            for (String name : new String[] {"a", "b"}) {
                writer.add(
                        TarEntry.file(name, 0644, 0, 0, content.length, Instant.EPOCH),
                        new ByteArrayInputStream(content));
            }
            return writer.finish();
        }
    }

    /** Writes it piece by piece, as a download does. */
    private void write(byte[] bytes, GrowingFile growing) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(growing.path())) {
            for (int at = 0; at < bytes.length; at += 70_000) {
                Thread.sleep(5);
                int length = Math.min(70_000, bytes.length - at);
                out.write(bytes, at, length);
                growing.grown(length);
            }
        }
    }

    private void admitsWithoutReadingTheBlob(Layer layer, LayerScan scan, WrittenLayer like) throws Exception {
        scan.await();
        Path blob = store.admit(file, layer.blob().digest());
        Files.delete(blob);
        Files.write(blob, new byte[(int) layer.blob().size()]);
        StoredLayer stored = store.admitBlobAsLayer(layer, scan);
        assertThat(stored.tarSize()).isEqualTo(like.tarSize());
        assertThat(store.index(stored)).isEqualTo(like.index());
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void a_layer_is_verified_and_indexed_while_it_comes(Compression compression) throws Exception {
        WrittenLayer written = layer(compression);
        Layer layer = written.layer();
        try (LayerScan scan = new LayerScan(layer)) {
            write(
                    Files.readAllBytes(written.file()),
                    scan.begin(new GrowingFile(file, layer.blob().size())));
            admitsWithoutReadingTheBlob(layer, scan, written);
        }
    }

    @Test
    void a_pause_between_two_members_of_a_gzip_file_is_not_its_end() throws Exception {
        WrittenLayer written = layer(Compression.NONE);
        byte[] tar = Files.readAllBytes(written.file());
        byte[] first = gzip(Arrays.copyOf(tar, 200_000));
        byte[] second = gzip(Arrays.copyOfRange(tar, 200_000, tar.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        Layer layer = new Layer(
                new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(both), both.length),
                written.layer().diffId());
        try (LayerScan scan = new LayerScan(layer)) {
            GrowingFile growing = scan.begin(new GrowingFile(file, both.length));
            Files.write(file, both);
            growing.grown(first.length);
            Thread.sleep(100);
            growing.grown(second.length);
            admitsWithoutReadingTheBlob(layer, scan, written);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void a_download_that_begins_anew_is_read_when_it_is_there() throws Exception {
        WrittenLayer written = layer(Compression.GZIP);
        Layer layer = written.layer();
        byte[] bytes = Files.readAllBytes(written.file());
        try (LayerScan scan = new LayerScan(layer)) {
            GrowingFile growing = scan.begin(new GrowingFile(file, bytes.length));
            write(Arrays.copyOf(bytes, 100_000), growing);
            growing.givenUp();
            write(bytes, growing);
            growing.ended();
            scan.await();
            Path blob = store.admit(file, layer.blob().digest());
            Files.delete(blob);
            Files.write(blob, new byte[bytes.length]);
            assertThatThrownBy(() -> store.admitBlobAsLayer(layer, scan))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("has changed since it was stored");
        }
    }

    @Test
    void other_bytes_than_those_of_the_diff_id_are_told_as_ever() throws Exception {
        WrittenLayer written = layer(Compression.GZIP);
        Layer wrong = new Layer(written.layer().blob(), Digest.of(new byte[0]));
        try (LayerScan scan = new LayerScan(wrong)) {
            write(
                    Files.readAllBytes(written.file()),
                    scan.begin(new GrowingFile(file, wrong.blob().size())));
            scan.await();
            store.admit(file, wrong.blob().digest());
            assertThatThrownBy(() -> store.admitBlobAsLayer(wrong, scan))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("not to the diff ID");
            assertThat(store.layer(wrong)).isEmpty();
        }
    }

    @Test
    void a_scan_that_was_not_needed_changes_nothing() throws Exception {
        WrittenLayer written = layer(Compression.GZIP);
        store.admit(written.file(), written.layer().blob().digest());
        try (LayerScan scan = new LayerScan(written.layer())) {
            assertThat(store.admitBlobAsLayer(written.layer(), scan).tarSize()).isEqualTo(written.tarSize());
        }
    }

    @Test
    void fewer_bytes_than_expected_are_an_end_and_an_interruption_ends_the_wait_for_more() throws Exception {
        GrowingFile shorter = new GrowingFile(file, 100);
        Files.write(file, new byte[10]);
        shorter.grown(10);
        shorter.ended();
        try (InputStream in = shorter.read()) {
            assertThat(in.readAllBytes()).hasSize(10);
        }
        Thread reader = new Thread(() -> {
            try (InputStream in = new GrowingFile(file, 100).read()) {
                in.read();
            } catch (IOException interrupted) {
                // Which is what ends it.
            }
        });
        reader.start();
        reader.interrupt();
        reader.join();
    }
}
