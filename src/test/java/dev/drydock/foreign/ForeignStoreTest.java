package dev.drydock.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.FileTrees;
import dev.drydock.io.NamedLock;
import dev.drydock.store.PruneReport;
import dev.drydock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files, locks and the store on Windows, where what somebody has open can neither be deleted nor replaced. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ForeignStoreTest {

    @TempDir
    Path real;

    private final ForeignFileSystem windows = ForeignFileSystem.windows();
    private Path dir;

    @BeforeEach
    void view() {
        dir = windows.view(real);
    }

    @Test
    void theViewIsAsStrictAsThat() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "x");
        Path folder = Files.createDirectory(dir.resolve("folder"));
        Path inside = Files.writeString(folder.resolve("inside"), "x");
        try (var one = Files.newInputStream(file);
                var other = Files.newInputStream(inside)) {
            assertThatThrownBy(() -> Files.delete(dir.resolve("FILE"))).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> Files.move(inside, file)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> Files.move(folder, dir.resolve("elsewhere")))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(one.read()).isEqualTo(other.read());
        }
        Files.move(folder, dir.resolve("elsewhere"));
        Files.delete(file);
        assertThat(real.resolve("elsewhere/inside")).exists();
        assertThat(real.resolve("file")).doesNotExist();
    }

    @Test
    void aFileThatIsReadIsReplacedAsSoonAsItIsNot() throws Exception {
        Path file = dir.resolve("file");
        AtomicFiles.write(file, bytes("old"));
        var reading = Files.newInputStream(file);
        var closed = CompletableFuture.runAsync(
                () -> {
                    try {
                        reading.close();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        AtomicFiles.write(file, bytes("new"));
        closed.get();
        assertThat(file).hasContent("new");
    }

    @Test
    void aFileThatStaysOpenIsNamedWithTheLikelyReasonAndNothingIsLeftBesideIt() throws Exception {
        Path file = dir.resolve("file");
        AtomicFiles.write(file, bytes("old"));
        try (var reading = Files.newInputStream(file)) {
            assertThatThrownBy(() -> AtomicFiles.write(file, bytes("new")))
                    .isInstanceOfSatisfying(AccessDeniedException.class, failure -> {
                        assertThat(failure.getFile()).isEqualTo(file.toString());
                        assertThat(failure.getReason()).contains("another program has it open");
                    });
            assertThat(reading.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("old");
        }
        assertThat(real).isDirectoryNotContaining("glob:.tmp-*");
    }

    @Test
    void anErrorThatWaitingCannotMendIsToldAtOnce() {
        windows.with("D:", real.resolve("d"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> AtomicFiles.move(dir.resolve("none"), dir.resolve("x")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    /** As git leaves the files of a checkout. */
    @Test
    void treesWithReadOnlyFilesAreDeleted() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(dir.resolve("git").resolve("objects")).resolve("x"), "");
        Files.getFileAttributeView(file, DosFileAttributeView.class).setReadOnly(true);
        assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(AccessDeniedException.class);
        FileTrees.delete(dir.resolve("git"));
        assertThat(real.resolve("git")).doesNotExist();
    }

    @Test
    void aLockIsHeldByOneAndCanBeTakenAgain() throws Exception {
        Path file = dir.resolve("locks").resolve("a");
        CompletableFuture<Void> second;
        try (var lock = NamedLock.acquire(file)) {
            second = CompletableFuture.runAsync(() -> {
                try (var waited = NamedLock.acquire(dir.resolve("locks").resolve("a"))) {
                    assertThat(waited).isNotNull();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Thread.sleep(50);
            assertThat(second).isNotDone();
            assertThat(lock).isNotNull();
        }
        second.get();
        NamedLock.acquire(file).close();
    }

    @Test
    void theStoreKeepsAndFindsBlobsAndLeavesNothingOpen() throws Exception {
        Descriptor blob = descriptor("blob");
        try (Store store = Store.open(dir.resolve("store"))) {
            Path file = store.writeVerified(blob, () -> new ByteArrayInputStream(bytes("blob")));
            assertThat(file).hasContent("blob");
        }
        try (Store store = Store.open(dir.resolve("store"))) {
            assertThat(store.blob(blob)).isPresent();
        }
        assertThat(real.resolve("store/sessions")).isEmptyDirectory();
        assertThat(windows.open.anyAt(real)).isFalse();
    }

    /** Two builds that make the same layer: the second finds it in its place, being read. */
    @Test
    void aBlobThatAnotherBuildHasPutThereAndReadsIsAsGood() throws Exception {
        Descriptor blob = descriptor("blob");
        try (Store store = Store.open(dir.resolve("store"))) {
            Path there =
                    real.resolve("store/blobs/sha256").resolve(blob.digest().hex());
            Files.createDirectories(there.getParent());
            Files.writeString(there, "cut"); // of another size when it is looked for first
            Path temporary = Files.writeString(store.temporary().resolve("mine"), "blob");
            Path shown = windows.view(there);
            try (var reading = Files.newInputStream(shown)) {
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                Files.writeString(there, "blob");
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
                assertThat(store.admit(temporary, blob.digest())).isEqualTo(shown);
                assertThat(reading.readAllBytes()).hasSize(4);
            }
            assertThat(temporary).doesNotExist();
        }
    }

    @Test
    void theStoreTakesFilesFromAnotherDrive() throws Exception {
        windows.with("D:", Files.createDirectories(real.resolve("d")));
        Path elsewhere = Files.writeString(windows.getPath("D:\\layer"), "blob");
        try (Store store = Store.open(dir.resolve("store"))) {
            assertThat(store.admit(elsewhere, descriptor("blob").digest())).hasContent("blob");
        }
        assertThat(real.resolve("d/layer")).doesNotExist();
    }

    @Test
    void pruningLeavesWhatSomebodyReadsToTheNextTime() throws Exception {
        Path held;
        try (Store store = Store.open(dir.resolve("store"))) {
            held = store.writeVerified(descriptor("held"), () -> new ByteArrayInputStream(bytes("held")));
            Path other = store.writeVerified(descriptor("other"), () -> new ByteArrayInputStream(bytes("other")));
            for (Path each : new Path[] {held, other}) {
                Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
            }
        }
        try (Store store = Store.open(dir.resolve("store"))) {
            try (var reading = Files.newInputStream(held)) {
                PruneReport report = store.prune(Duration.ofDays(1), Long.MAX_VALUE, false);
                assertThat(report.removedFiles()).isEqualTo(1);
                assertThat(reading.read()).isEqualTo('h');
            }
            assertThat(store.prune(Duration.ofDays(1), Long.MAX_VALUE, false).removedFiles())
                    .isEqualTo(1);
        }
        try (Stream<Path> left = Files.list(real.resolve("store/blobs/sha256"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aTemporaryFileThatIsHeldWhenABuildEndsIsClearedAwayByALaterOne() throws Exception {
        Store store = Store.open(dir.resolve("store"));
        Path temporary = Files.writeString(store.temporary().resolve("scanned"), "x");
        try (var scanning = Files.newInputStream(temporary)) {
            store.close();
            assertThat(scanning.read()).isEqualTo('x');
        }
        Path sessions = real.resolve("store/sessions");
        try (Stream<Path> all = Files.list(sessions)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                // Another process's, and old enough to be judged.
                Path dead = sessions.resolve("0" + each.getFileName());
                Files.move(each, dead);
                Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
        }
        Store.open(dir.resolve("store")).close();
        assertThat(sessions).isEmptyDirectory();
    }

    private static Descriptor descriptor(String content) {
        return new Descriptor(MediaTypes.OCI_LAYER, Digest.of(bytes(content)), content.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
