package dev.drydock.run.root;

import dev.drydock.image.Digest;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Layers unpacked, one directory for each, as lower directories of overlay mounts. Any number of workers share them; one
 * unpacks while others wait. A snapshot appears whole, and is locked while somebody uses it.
 *
 * <pre>
 * layers/HEX/files     what the layer holds
 * layers/HEX/state     see {@link SnapshotState}
 * layers/HEX/owners    see {@link OwnerTable}, where users have but one id
 * locks/HEX            locked shared by users, exclusively by who makes or removes it
 * work/                what is being made
 * </pre>
 */
public final class Snapshots {

    static final String FILES = "files";
    static final String STATE = "state";
    private static final String OWNERS = "owners";

    private final Path layers;
    private final Path locks;
    private final WorkPlaces work;
    private final OverlayMarks marks;
    private final boolean recordsOwners;
    private final ExecutorService background;

    /**
     * @param recordsOwners whether owners are recorded instead of given
     * @param background for work nobody waits for
     */
    Snapshots(Path base, WorkPlaces work, OverlayMarks marks, boolean recordsOwners, ExecutorService background)
            throws IOException {
        this.recordsOwners = recordsOwners;
        this.layers = Files.createDirectories(base.resolve("layers"));
        this.locks = Files.createDirectories(base.resolve("locks"));
        this.work = work;
        this.marks = marks;
        this.background = background;
    }

    /** A snapshot that stays until it is closed. */
    record Snapshot(Path files, boolean describesRoot, Hold hold) implements AutoCloseable {

        void loadOwners(OwnerTable table) throws IOException {
            table.load(files.resolveSibling(OWNERS));
        }

        @Override
        public void close() throws IOException {
            hold.close();
        }
    }

    /** Keeps a snapshot from being removed. */
    interface Hold {
        void close() throws IOException;
    }

    /** Hears that a layer is being unpacked, on the thread that does it. */
    public interface Unpacking {
        void begins(Digest diffId) throws IOException;
    }

    /** The snapshot of a layer, unpacked now if there is none yet. */
    Snapshot open(LayerFile layer, Unpacking listener) throws IOException {
        var lock = lock(layer.layer().diffId());
        try {
            used(layer.layer().diffId());
            while (true) {
                lock.lock(false);
                var state = find(layer.layer().diffId());
                if (state.isPresent()) {
                    return new Snapshot(
                            directory(layer.layer().diffId()).resolve(FILES),
                            state.get().describesRoot(),
                            lock::close);
                }
                // A lock that changes its kind, or fails to, is let go for a moment: somebody else may unpack the
                // layer, and
                // then be using it for as long as a RUN takes. So this one is not waited for.
                if (lock.tryLock(true) && find(layer.layer().diffId()).isEmpty()) {
                    listener.begins(layer.layer().diffId());
                    unpack(layer);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private void unpack(LayerFile layer) throws IOException {
        try (var tar = LayerInput.open(layer.file(), layer.layer().blob().size())) {
            unpack(layer.layer().diffId(), tar, () -> true);
        } catch (IOException e) {
            // The unpacked files are gone by now; on a full disk others wait for their room.
            throw layer.explained(e);
        }
    }

    /** Whether what was unpacked is what the layer holds; may wait until that is known. */
    public interface Approval {
        boolean given() throws IOException;
    }

    /**
     * Makes the snapshot of a layer whose blob is coming, unless there is one or somebody makes it. Whoever wants it meanwhile waits.
     *
     * @param blob compressed or not; closed
     * @param approval asked when all is unpacked; the snapshot is not kept without it
     */
    public void unpackEarly(Digest diffId, InputStream blob, Approval approval) throws IOException {
        try (var tar = LayerInput.decompress(blob);
                var lock = lock(diffId)) {
            if (lock.tryLock(true) && find(diffId).isEmpty()) {
                unpack(diffId, tar, approval);
            }
        }
    }

    private void unpack(Digest diffId, InputStream uncompressed, Approval approval) throws IOException {
        try (var place = work.create()) {
            Path made = Files.createDirectories(place.resolve("layer"));
            boolean describesRoot;
            Files.createDirectory(made.resolve(FILES));
            var table = new OwnerTable();
            try (var root = Directory.open(made.resolve(FILES))) {
                root.setMode(".", 0755);
                var owners = recordsOwners ? FileOwners.recordedIn(table) : FileOwners.REAL;
                describesRoot = new LayerUnpacker(root, marks, owners).unpack(new TarReader(uncompressed));
            }
            saveOwners(table, made);
            if (approval.given()) {
                appear(diffId, made, describesRoot, place.resolve("old"));
            }
        }
    }

    /**
     * Keeps a directory that holds what a layer does as its snapshot, unless there is one already.
     *
     * @param made a directory that contains {@value #FILES}; moved. See {@link #saveOwners}
     * @return the snapshot; null if it was not made, or is gone again
     */
    @Nullable
    Snapshot keep(Digest diffId, Path made, boolean describesRoot) throws IOException {
        var lock = lock(diffId);
        boolean kept = false;
        try {
            // Somebody who uses it or makes it: then there is one.
            if (!lock.tryLock(true) || find(diffId).isPresent()) {
                return null;
            }
            used(diffId);
            long inode = inode(made);
            appear(diffId, made, describesRoot, made.resolveSibling("old"));
            // For a moment nobody has the lock.
            lock.lock(false);
            Path now = directory(diffId);
            kept = find(diffId).isPresent() && inode(now) == inode;
            return kept ? new Snapshot(now.resolve(FILES), describesRoot, lock::close) : null;
        } finally {
            if (!kept) {
                lock.close();
            }
        }
    }

    private static long inode(Path made) throws IOException {
        try (var directory = Directory.open(made)) {
            return directory.status(FILES).inode();
        }
    }

    /** Puts the owners of files that can have no attribute beside these files. */
    static void saveOwners(OwnerTable owners, Path made) throws IOException {
        owners.save(made.resolve(OWNERS));
    }

    private void appear(Digest diffId, Path made, boolean describesRoot, Path old) throws IOException {
        new SnapshotState(describesRoot, false).write(made.resolve(STATE));
        Path target = directory(diffId);
        if (Files.exists(target)) {
            Files.move(target, old);
        }
        Files.move(made, target);
        background.execute(() -> makeDurable(diffId, describesRoot));
    }

    /** Not waited for: a snapshot that was not written when the power failed is unpacked again. */
    private void makeDurable(Digest diffId, boolean describesRoot) {
        try (var lock = lock(diffId);
                var base = Directory.open(layers)) {
            lock.lock(false);
            base.syncFileSystem();
            Path state = directory(diffId).resolve(STATE);
            if (Files.exists(state)) {
                new SnapshotState(describesRoot, true).write(state);
            }
        } catch (IOException notDurable) {
            // It stays marked with this boot, which is true.
            return;
        }
    }

    private void used(Digest diffId) throws IOException {
        try (var directory = Directory.open(locks)) {
            directory.setTimes(diffId.hex(), Instant.now());
        }
    }

    /**
     * Removes those nobody has used since then.
     *
     * @return bytes freed
     */
    long prune(Instant lastUse) throws IOException {
        return UnusedDirectories.remove(layers, locks, "", work, lastUse);
    }

    /** Waits until this worker itself uses no snapshot in the background. */
    void settle() throws IOException {
        try {
            background.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private Optional<SnapshotState> find(Digest diffId) throws IOException {
        return SnapshotState.read(directory(diffId).resolve(STATE));
    }

    private Path directory(Digest diffId) {
        return layers.resolve(diffId.hex());
    }

    private OpenFile lock(Digest diffId) throws IOException {
        try (var directory = Directory.open(locks)) {
            return directory.file(diffId.hex(), OpenFlags.READ_WRITE | OpenFlags.CREATE, 0600);
        }
    }
}
