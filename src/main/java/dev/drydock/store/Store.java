package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.Keeper;
import dev.drydock.io.NamedLock;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.startup.StartUp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The machine-wide store of blobs, layers, step results and other things worth remembering; its layout and its rules for
 * sharing are on the package's page. Open one for a build and close it afterwards; usable from several threads. Paths it
 * returns stay valid as long as it is open.
 *
 * <p>Whatever is wrong with the directory (read-only, full) is a {@link BuildFailure} that names it.
 */
@StartUp
public final class Store implements Closeable, Keeper {

    private final StoreLayout layout;
    private final Session session;
    private final BlobStore blobs;
    private final PruneSigns prunes;
    private final LayerRecords layers;

    private Store(StoreLayout layout, Session session) {
        this.layout = layout;
        this.session = session;
        this.blobs = new BlobStore(layout, session);
        this.prunes = new PruneSigns(layout);
        this.layers = new LayerRecords(layout, blobs, prunes);
    }

    /** Opens the machine-wide store, made if it is not there, and clears away what crashed builds left. */
    public static Store open(Path root) {
        return open(root, false);
    }

    /** As {@link #open} for the store in a project's build directory, of which failures say so. */
    public static Store openInProject(Path root) {
        return open(root, true);
    }

    private static Store open(Path root, boolean inProject) {
        var layout = new StoreLayout(root.toAbsolutePath().normalize(), inProject);
        try {
            Files.createDirectories(layout.sessions());
            Path tag = layout.root().resolve("CACHEDIR.TAG");
            if (!Files.exists(tag)) {
                AtomicFiles.write(
                        tag,
                        "Signature: 8a477f597d28d172789f06886806bc55\n# Cache of the Drydock Maven plugin, see https://bford.info/cachedir/\n"
                                .getBytes(StandardCharsets.UTF_8));
            }
            Session.removeDead(layout.sessions());
            return new Store(layout, Session.open(layout.sessions()));
        } catch (IOException e) {
            throw layout.failure(e);
        }
    }

    /** A directory on the store's file system for files on their way into it; emptied when the store is closed. */
    public Path temporary() {
        return session.directory();
    }

    /** The failure to report when using the store's directory failed, such as writing into {@link #temporary}. */
    public BuildFailure failure(IOException cause) {
        return layout.failure(cause);
    }

    /** The file of a blob, if it is there in its full size. */
    public Optional<Path> blob(Descriptor descriptor) {
        try {
            return blobs.find(descriptor.digest(), descriptor.size());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Moves a file whose digest the caller has verified into the store, by rename if it is on the same file system. A blob
     * that is there already is as good: the file is deleted then.
     *
     * @return where it is now
     */
    public Path admit(Path temporary, Digest digest) {
        try {
            return blobs.admit(temporary, digest);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Stores what source gives, unless it is there; digest and size are verified on the way.
     *
     * @throws IOException of the source
     * @throws BuildFailure if the bytes are others, or the store cannot be written
     */
    public Path writeVerified(Descriptor descriptor, IoSource source) throws IOException {
        Optional<Path> there = blob(descriptor);
        return there.isPresent() ? there.get() : blobs.write(descriptor, source);
    }

    /** A layer in the very blob given. */
    public Optional<StoredLayer> layer(Layer layer) {
        try {
            return layers.find(layer);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Takes over a layer just made, its file included. */
    public StoredLayer admitLayer(WrittenLayer written) {
        try {
            return layers.admit(written);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Takes over the index of a layer whose blob is not there yet. Everything else about it stays the caller's. */
    public StoredLayer admitIndex(WrittenLayer tar) {
        try {
            return layers.admitIndex(tar);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Whoever was given a file in {@link #temporary} as that of a layer finds the layer's blob there from now on, if this file
     * system has links. Otherwise the file stays as it is.
     */
    public void standIn(StoredLayer layer, Path temporary) {
        try {
            StandIn.replace(temporary, layer.file());
        } catch (IOException | UnsupportedOperationException keepsItsRoom) {
            // It goes with the directory.
            return;
        }
    }

    /**
     * Makes a layer of a blob that is in the store: verifies in one pass that it unpacks to its diff ID, and indexes it.
     *
     * @throws BuildFailure if it does not, or is no readable layer
     */
    public StoredLayer admitBlobAsLayer(Layer layer) {
        return admit(layer, null);
    }

    /** The same where the blob may have been read already while it came. */
    public StoredLayer admitBlobAsLayer(Layer layer, LayerScan scan) throws InterruptedException {
        return admit(layer, scan.result().orElse(null));
    }

    private StoredLayer admit(Layer layer, @Nullable ScannedLayer scanned) {
        try {
            return layers.admitBlob(layer, scanned);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The index of a stored layer; made again if its file is missing or damaged. */
    public LayerIndex index(StoredLayer stored) {
        try {
            return layers.index(stored);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The file with the index of a layer, if it is there; see {@link dev.drydock.layer.LayerIndexes#read}. */
    public Optional<Path> indexFile(Digest diffId) {
        return layers.indexFile(diffId);
    }

    /** The result of the step with this key, if that is known and its layer is still here. */
    public Optional<StepRecord> step(Digest key) {
        try {
            Path file = layout.step(key);
            Optional<StepRecord> record = Records.readStep(file);
            if (record.isEmpty() || layer(record.get().layer()).isEmpty()) {
                return Optional.empty();
            }
            blobs.use(file);
            return record;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Remembers what a step made; its layer should be in the store. Replaces what was known. */
    public void recordStep(Digest key, StepRecord record) {
        try {
            do {
                AtomicFiles.write(layout.step(key), Records.step(record));
            } while (prunes.await());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The commands that builds of this machine had. */
    public CommandNotes commands() {
        return new CommandNotes(layout);
    }

    /**
     * Waits until nobody else, in this process or another, makes the thing of this digest: a layer to fetch, a step to
     * execute. Only saves doing it twice; the store stays whole without. Not for one thread twice.
     */
    public NamedLock lock(Digest what) throws InterruptedException {
        try {
            return NamedLock.acquire(layout.locks().resolve(what.hex()));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The answer a registry gave when it was last asked for a name. */
    public Optional<RememberedReference> remembered(String name) {
        try {
            Path file = layout.reference(name);
            Optional<RememberedReference> found = Records.readReference(file);
            blobs.use(file);
            return found.isPresent() && found.get().name().equals(name) ? found : Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Remembers what a name means now. */
    public void remember(RememberedReference reference) {
        try {
            AtomicFiles.write(layout.reference(reference.name()), Records.reference(reference));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Keeps things that other rooms put into folders of the store until the store is closed. */
    @Override
    public boolean keep(Path path) {
        try {
            boolean there = blobs.use(SharedFolders.markOf(path));
            // Somebody may just be deleting what is no longer there, or has been marked by another build.
            prunes.await();
            return there && Files.exists(path);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The file for the memo of a directory whose files are hashed again and again, such as a build context. */
    public Path memo(Path directory) {
        return layout.memo(directory);
    }

    /** The folder for what was found in layers and files, filled by the room inventory; need not exist. */
    public Path findings() {
        return layout.findings();
    }

    /**
     * Deletes what was not used for a time, then, the longest unused first, as much as needed to keep at most so many bytes.
     * Things that builds now running have used stay.
     *
     * @param dryRun only say what would be deleted
     */
    public PruneReport prune(Duration olderThan, long keepBytes, boolean dryRun) {
        try {
            return new Pruner(layout, session, dryRun).prune(olderThan, keepBytes);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Deletes temporary files. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
