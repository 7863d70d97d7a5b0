package dev.drydock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    Path directory;

    private Path root() {
        return directory.resolve("cache/drydock");
    }

    private static WrittenLayer layer(Store store, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try (var writer = new LayerWriter(store.temporary(), Compression.GZIP)) {
            writer.add(
                    TarEntry.file("file", 0644, 0, 0, content.length, Instant.EPOCH),
                    new ByteArrayInputStream(content));
            return writer.finish();
        }
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void aBlobStandsInForTheTarItWasMadeOf() throws Exception {
        try (Store store = Store.open(root())) {
            StoredLayer stored = store.admitLayer(layer(store, "hello"));
            Path tar = Files.writeString(store.temporary().resolve("tar"), "a tar");
            try (var reader = Files.newInputStream(tar)) {
                store.standIn(stored, tar);
                assertThat(tar).hasSameBinaryContentAs(stored.file());
                assertThat(reader).hasContent("a tar");
            }
            store.standIn(stored, store.temporary().resolve("gone"));
            assertThat(store.temporary()).isDirectoryNotContaining(file -> !file.equals(tar));
        }
    }

    @Test
    void aLayerIsFoundAgainWithIndexAndStep() throws Exception {
        Digest key = Digest.of(new byte[] {1});
        StoredLayer stored;
        WrittenLayer written;
        try (Store store = Store.open(root())) {
            written = layer(store, "hello");
            stored = store.admitLayer(written);
            store.recordStep(key, new StepRecord(stored.layer(), stored.tarSize(), Duration.ofMillis(1500)));
            assertThat(store.temporary()).isEmptyDirectory();
        }
        try (Store store = Store.open(root())) {
            assertThat(store.layer(stored.layer())).contains(stored);
            assertThat(store.index(stored)).isEqualTo(written.index());
            assertThat(store.step(key))
                    .contains(new StepRecord(stored.layer(), stored.tarSize(), Duration.ofMillis(1500)));
            assertThat(store.step(Digest.of(new byte[] {2}))).isEmpty();
            assertThat(Files.getPosixFilePermissions(stored.file())).hasSize(3);
        }
        assertThat(root().resolve("sessions")).isEmptyDirectory();
    }

    @Test
    void aForeignBlobBecomesALayerOnlyIfItUnpacksToItsDiffId() throws Exception {
        try (Store store = Store.open(root())) {
            WrittenLayer written = layer(store, "hello");
            Path blob = store.admit(written.file(), written.layer().blob().digest());
            StoredLayer stored = store.admitBlobAsLayer(written.layer());
            assertThat(stored).isEqualTo(new StoredLayer(written.layer(), blob, written.tarSize()));
            assertThat(store.index(stored)).isEqualTo(written.index());

            var wrong = new Layer(written.layer().blob(), Digest.of(new byte[0]));
            assertThatThrownBy(() -> store.admitBlobAsLayer(wrong))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("diff ID");
            assertThat(store.layer(wrong)).isEmpty();
        }
    }

    @Test
    void aBlobThatHasRottenSinceIsBlamedItself() throws Exception {
        try (Store store = Store.open(root())) {
            WrittenLayer written = layer(store, "hello");
            Path blob = store.admit(written.file(), written.layer().blob().digest());
            byte[] bytes = Files.readAllBytes(blob);
            for (int at : List.of(0, bytes.length / 2, bytes.length - 1)) {
                byte[] rotten = bytes.clone();
                rotten[at] ^= 1;
                Files.delete(blob);
                Files.write(blob, rotten);
                assertThatThrownBy(() -> store.admitBlobAsLayer(written.layer()))
                        .isInstanceOf(BuildFailure.class)
                        .hasMessageContaining(blob + " has changed since it was stored");
            }
        }
    }

    @Test
    void onlyVerifiedBytesAreAdmitted() throws Exception {
        byte[] bytes = "some bytes".getBytes(StandardCharsets.UTF_8);
        var descriptor = new Descriptor("text/plain", Digest.of(bytes), bytes.length);
        try (Store store = Store.open(root())) {
            for (String wrong : List.of("", "some byte", "some bytes!", "SOME BYTES")) {
                assertThatThrownBy(() -> store.writeVerified(
                                descriptor, () -> new ByteArrayInputStream(wrong.getBytes(StandardCharsets.UTF_8))))
                        .isInstanceOf(BuildFailure.class);
            }
            assertThatThrownBy(() -> store.writeVerified(descriptor, () -> {
                        throw new IOException("network");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("network");
            assertThat(store.blob(descriptor)).isEmpty();
            assertThat(store.temporary()).isEmptyDirectory();
            Path file = store.writeVerified(descriptor, () -> new ByteArrayInputStream(bytes));
            assertThat(file).hasBinaryContent(bytes);
            assertThat(store.writeVerified(descriptor, () -> {
                        throw new IOException("not asked");
                    }))
                    .isEqualTo(file);
        }
    }

    @Test
    void damagedFilesCountAsMissing() throws Exception {
        Digest key = Digest.of(new byte[] {1});
        try (Store store = Store.open(root())) {
            WrittenLayer written = layer(store, "hello");
            StoredLayer stored = store.admitLayer(written);
            store.recordStep(key, new StepRecord(stored.layer(), stored.tarSize(), Duration.ZERO));
            try (var files = Files.walk(root())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.endsWith("index")) {
                        Files.write(file, new byte[] {'D', 'D', 'L', 'I', 1, 0, 0});
                    }
                }
            }
            assertThat(store.index(stored)).isEqualTo(written.index());
            Path step = root().resolve("steps").resolve(key.hex());
            byte[] good = Files.readAllBytes(step);
            for (int length = 0; length < good.length; length++) {
                Files.write(step, java.util.Arrays.copyOf(good, length));
                assertThat(store.step(key)).isEmpty();
            }
            store.recordStep(key, new StepRecord(stored.layer(), stored.tarSize(), Duration.ZERO));
            Files.delete(stored.file());
            Files.write(stored.file(), new byte[3]);
            assertThat(store.step(key)).isEmpty();
            assertThat(store.layer(stored.layer())).isEmpty();
        }
    }

    @Test
    void namesAreRememberedWithTheirManifest() {
        byte[] raw = "{\n\n \"schemaVersion\": 2}".getBytes(StandardCharsets.UTF_8);
        var reference = new RememberedReference(
                "docker.io/library/ubuntu:24.04", "application/json", Digest.of(raw), raw, Instant.now());
        try (Store store = Store.open(root())) {
            assertThat(store.remembered(reference.name())).isEmpty();
            store.remember(reference);
            RememberedReference found = store.remembered(reference.name()).orElseThrow();
            assertThat(found).usingRecursiveComparison().isEqualTo(reference);
        }
    }

    @Test
    void pruningRemovesWhatIsOldOrTooMuchAndKeepsWhatLivingSessionsUse() throws Exception {
        StoredLayer recent;
        try (Store store = Store.open(root())) {
            StoredLayer old = store.admitLayer(layer(store, "old"));
            StoredLayer older = store.admitLayer(layer(store, "older"));
            recent = store.admitLayer(layer(store, "recent"));
            Digest key = Digest.of(new byte[] {1});
            store.recordStep(key, new StepRecord(older.layer(), older.tarSize(), Duration.ZERO));
            age(old.file(), Duration.ofDays(10));
            age(older.file(), Duration.ofDays(20));
            age(recent.file(), Duration.ofDays(1));
            ageDirectories();
        }
        try (Store user = Store.open(root());
                Store pruner = Store.open(root())) {
            try (var blobs = Files.list(root().resolve("blobs/sha256"))) {
                assertThat(blobs).hasSize(3);
            }
            long before = size();
            PruneReport foreseen = pruner.prune(Duration.ofDays(15), Long.MAX_VALUE, true);
            assertThat(size()).isEqualTo(before);
            PruneReport report = pruner.prune(Duration.ofDays(15), Long.MAX_VALUE, false);
            assertThat(foreseen).isEqualTo(report);
            assertThat(report.removedFiles()).isEqualTo(4); // blob, index, layer, step
            assertThat(report.keptBytes()).isEqualTo(size());
            assertThat(report.removedBytes()).isEqualTo(before - size());
            assertThat(user.layer(recent.layer())).isPresent();
            assertThat(pruner.prune(Duration.ofDays(0), 0, false).removedFiles())
                    .isEqualTo(3);
            assertThat(user.layer(recent.layer())).isPresent();
        }
        Thread.sleep(20);
        try (Store pruner = Store.open(root())) {
            ageDirectories();
            PruneReport foreseen = pruner.prune(Duration.ofDays(1), 0, true);
            PruneReport report = pruner.prune(Duration.ofDays(1), 0, false);
            assertThat(report.keptBytes()).isZero();
            assertThat(foreseen).isEqualTo(report);
        }
    }

    @Test
    void pruningClearsWhatOthersKeepInFoldersOfTheStore() throws Exception {
        Path runtime = file("runtimes/1/lib/modules").resolve("../..").normalize();
        Path lived = file("runtimes/2/lib/modules").resolve("../..").normalize();
        List<Path> old = List.of(
                runtime,
                lived,
                file("remote/git/3/README").getParent(),
                file("remote/content/4"),
                file("remote/url/5"),
                file("libraries/6"),
                file("findings/6"));
        Path recent = file("remote/content/7");
        Path unmarked = file("runtimes/8/release").getParent();
        try (Store store = Store.open(root())) {
            for (Path each : old) {
                assertThat(store.keep(each)).isTrue();
            }
            assertThat(store.keep(root().resolve("runtimes/none"))).isFalse();
        }
        for (Path each : old) {
            age(each, Duration.ofDays(20));
            age(Files.exists(SharedFolders.mark(each)) ? SharedFolders.mark(each) : each, Duration.ofDays(10));
        }
        age(unmarked, Duration.ofDays(20));
        Path lock = file("runtimes/1.lock");
        age(lock, Duration.ofDays(20));
        try (Store store = Store.open(root());
                Store pruner = Store.open(root())) {
            FileTime before = Files.getLastModifiedTime(lived);
            assertThat(store.keep(lived)).isTrue();
            assertThat(Files.getLastModifiedTime(lived)).isEqualTo(before);
            PruneReport foreseen = pruner.prune(Duration.ofDays(15), Long.MAX_VALUE, true);
            assertThat(unmarked).exists();
            assertThat(pruner.prune(Duration.ofDays(15), Long.MAX_VALUE, false)).isEqualTo(foreseen);
            assertThat(foreseen).isEqualTo(new PruneReport(2, 2, 8));
            assertThat(unmarked).doesNotExist();
            assertThat(lock).doesNotExist();
            assertThat(pruner.prune(Duration.ofDays(5), Long.MAX_VALUE, true)).isEqualTo(new PruneReport(8, 6, 2));
            assertThat(pruner.prune(Duration.ofDays(5), Long.MAX_VALUE, false)).isEqualTo(new PruneReport(8, 6, 2));
            assertThat(lived).exists();
            assertThat(recent).exists();
            for (Path each : old) {
                assertThat(each.equals(lived) || Files.notExists(each))
                        .as("%s", each)
                        .isTrue();
            }
            pruner.prune(Duration.ZERO, 0, false);
            assertThat(lived.resolve("lib/modules")).exists();
        }
        Thread.sleep(20);
        try (Store pruner = Store.open(root())) {
            assertThat(pruner.prune(Duration.ofDays(1), 0, false).keptBytes()).isZero();
        }
        assertThat(root().resolve("runtimes")).isEmptyDirectory();
        assertThat(root().resolve("remote/content")).isEmptyDirectory();
    }

    @Test
    void whoWantsToKeepSomethingWaitsForThoseWhoMayBeDeletingIt() throws Exception {
        Path runtime = file("runtimes/1/release").getParent();
        try (Store builder = Store.open(root());
                Store pruner = Store.open(root())) {
            Files.createDirectory(root().resolve("prunes"));
            Path sign = Files.createFile(
                    root().resolve("prunes").resolve(pruner.temporary().getFileName()));
            var kept = CompletableFuture.supplyAsync(() -> builder.keep(runtime));
            Thread.sleep(100);
            assertThat(kept).isNotDone();
            TreeDeletion.delete(runtime);
            Files.delete(sign);
            assertThat(kept.get()).isFalse();
        }
    }

    /** They may hold an older file of the name, which was deleted by others in between, for the one to delete. */
    @Test
    void whoAdmitsABlobWaitsForThoseWhoMayBeDeletingIt() throws Exception {
        try (Store builder = Store.open(root());
                Store pruner = Store.open(root())) {
            Files.createDirectory(root().resolve("prunes"));
            Path sign = Files.createFile(
                    root().resolve("prunes").resolve(pruner.temporary().getFileName()));
            WrittenLayer written = layer(builder, "content");
            var admitted = CompletableFuture.supplyAsync(() -> builder.admitLayer(written));
            Thread.sleep(100);
            assertThat(builder.blob(written.layer().blob())).isEmpty();
            Files.delete(sign);
            assertThat(admitted.get().file()).exists();
        }
    }

    /** They may have looked for the blob when it was not there yet. */
    @Test
    void whoRecordsALayerWaitsForThoseWhoMayBeDeletingTheRecord() throws Exception {
        try (Store builder = Store.open(root());
                Store pruner = Store.open(root())) {
            WrittenLayer written = layer(builder, "content");
            builder.admit(written.file(), written.layer().blob().digest());
            Files.createDirectory(root().resolve("prunes"));
            Path sign = Files.createFile(
                    root().resolve("prunes").resolve(pruner.temporary().getFileName()));
            var admitted = CompletableFuture.supplyAsync(() -> builder.admitBlobAsLayer(written.layer()));
            while (builder.layer(written.layer()).isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(admitted).isNotDone();
            TreeDeletion.delete(root().resolve("layers"));
            Files.delete(sign);
            StoredLayer layer = admitted.get();
            assertThat(builder.layer(layer.layer())).contains(layer);
            assertThat(builder.indexFile(layer.layer().diffId())).isPresent();
        }
    }

    /** A blob of one byte. */
    private Path file(String path) throws IOException {
        Path file = root().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[1]);
    }

    private void ageDirectories() throws IOException {
        try (var files = Files.walk(root().resolve("layers"))) {
            for (Path file : files.filter(Files::isDirectory).toList()) {
                age(file, Duration.ofDays(20));
            }
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (String part : List.of("blobs", "layers", "steps")) {
            size += TreeDeletion.measure(root().resolve(part)).bytes();
        }
        return size;
    }
}
