package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.DigestingInput;
import dev.drydock.io.LayerInput;
import dev.drydock.io.NamedLock;
import dev.drydock.snapshot.LayerIndex;
import dev.drydock.snapshot.LayerIndexes;
import dev.drydock.snapshot.WrittenLayer;
import dev.drydock.store.Records.SizedLayer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The machine-wide store of blobs, layers, step results and other things worth remembering; its layout and its rules for
 * sharing are on the package's page. Open one for a build and close it afterwards; usable from several threads. Paths it
 * returns stay valid as long as it is open.
 *
 * <p>Whatever is wrong with the directory (read-only, full) is a {@link BuildFailure} that names it.
 */
public final class Store implements Closeable {

    private final StoreLayout layout;
    private final Session session;
    private final BlobStore blobs;
    private final Prunes prunes;

    private Store(StoreLayout layout, Session session) {
        this.layout = layout;
        this.session = session;
        this.blobs = new BlobStore(layout, session);
        this.prunes = new Prunes(layout);
    }

    /** Opens a store, made if it is not there, and clears away what crashed builds left. */
    public static Store open(Path root) {
        var layout = new StoreLayout(root.toAbsolutePath().normalize());
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
            throw StoreFailures.of(layout.root(), e);
        }
    }

    public Path root() {
        return layout.root();
    }

    /** A directory on the store's file system for files on their way into it; emptied when the store is closed. */
    public Path temporary() {
        return session.directory();
    }

    /** What to tell the user when writing into {@link #temporary} failed. */
    public BuildFailure failure(IOException cause) {
        return StoreFailures.of(layout.root(), cause);
    }

    /** The file of a blob, if it is there. Prefer {@link #blob(Descriptor)}, which knows the size. */
    public Optional<Path> blob(Digest digest) {
        return call(() -> blobs.find(digest, -1));
    }

    /** The file of a blob, if it is there in its full size. */
    public Optional<Path> blob(Descriptor descriptor) {
        return call(() -> blobs.find(descriptor.digest(), descriptor.size()));
    }

    /**
     * Moves a file whose digest the caller has verified into the store, by rename if it is on the same file system. A blob
     * that is there already is as good: the file is deleted then.
     *
     * @return where it is now
     */
    public Path admit(Path temporary, Digest digest) {
        return call(() -> blobs.admit(temporary, digest));
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

    /** A layer by what it unpacks to, in any compression. */
    public Optional<StoredLayer> layer(Digest diffId) {
        return call(() -> {
            for (Path record : layerRecords(diffId)) {
                Optional<StoredLayer> stored = stored(Records.readLayer(record));
                if (stored.isPresent()) {
                    return stored;
                }
            }
            return Optional.empty();
        });
    }

    /** A layer in the very blob given. */
    public Optional<StoredLayer> layer(Layer layer) {
        return call(() -> stored(
                Records.readLayer(layout.layer(layer.diffId(), layer.blob().digest()))));
    }

    private Optional<StoredLayer> stored(Optional<SizedLayer> record) throws IOException {
        if (record.isEmpty()) {
            return Optional.empty();
        }
        Descriptor blob = record.get().layer().blob();
        return blobs.find(blob.digest(), blob.size())
                .map(file ->
                        new StoredLayer(record.get().layer(), file, record.get().tarSize()));
    }

    private List<Path> layerRecords(Digest diffId) throws IOException {
        List<Path> records = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.layerDirectory(diffId), "sha*")) {
            files.forEach(records::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        records.sort(Comparator.naturalOrder());
        return records;
    }

    /** Takes over a layer just made, its file included. */
    public StoredLayer admitLayer(WrittenLayer written) {
        return call(() -> {
            Path file = blobs.admit(written.file(), written.layer().blob().digest());
            return record(written.layer(), file, written.tarSize(), written.index());
        });
    }

    /**
     * Makes a layer of a blob that is in the store: verifies in one pass that it unpacks to its diff ID, and indexes it.
     *
     * @throws BuildFailure if it does not, or is no readable layer
     */
    public StoredLayer admitBlobAsLayer(Layer layer) {
        Optional<StoredLayer> there = layer(layer);
        if (there.isPresent() && Files.exists(layout.index(layer.diffId()))) {
            return there.get();
        }
        Path file = blob(layer.blob())
                .orElseThrow(() -> new IllegalStateException(layer.blob().digest() + " is not in the store"));
        Scanned scanned = scan(layer, file);
        return call(() -> record(layer, file, scanned.tarSize, scanned.index));
    }

    private StoredLayer record(Layer layer, Path file, long tarSize, LayerIndex index) throws IOException {
        if (!Files.exists(layout.index(layer.diffId()))) {
            LayerIndexes.write(index, layout.index(layer.diffId()));
        }
        AtomicFiles.write(layout.layer(layer.diffId(), layer.blob().digest()), Records.layer(layer, tarSize));
        return new StoredLayer(layer, file, tarSize);
    }

    private record Scanned(LayerIndex index, long tarSize) {}

    private static Scanned scan(Layer layer, Path file) {
        Digest diffId = layer.diffId();
        try (var tar = new DigestingInput(LayerInput.open(file), diffId.newMessageDigest())) {
            LayerIndex index = LayerIndexes.scan(tar);
            Digest actual = Digests.of(diffId, tar.hash());
            if (!actual.equals(diffId)) {
                throw damaged(
                        layer, "it unpacks to " + actual + ", not to the diff ID " + diffId + " of the config", null);
            }
            return new Scanned(index, tar.count());
        } catch (IOException e) {
            throw damaged(layer, String.valueOf(e.getMessage()), e);
        }
    }

    private static BuildFailure damaged(Layer layer, String why, @Nullable IOException cause) {
        return BuildFailure.ofEnvironment(
                "The layer " + layer.blob().digest() + " cannot be used: " + why,
                "The image is broken where it comes from; pull another version of it.",
                cause);
    }

    /** The index of a stored layer; made again if its file is missing or damaged. */
    public LayerIndex index(StoredLayer stored) {
        Path file = layout.index(stored.layer().diffId());
        try {
            return LayerIndexes.read(file);
        } catch (IOException missingOrDamaged) {
            LayerIndex index = scan(stored.layer(), stored.file()).index;
            call(() -> {
                LayerIndexes.write(index, file);
                return index;
            });
            return index;
        }
    }

    /** The file with the index of a layer, if it is there; see {@link dev.drydock.snapshot.LayerIndexes#read}. */
    public Optional<Path> indexFile(Digest diffId) {
        return Optional.of(layout.index(diffId)).filter(Files::exists);
    }

    /** What the step with this key made, if that is known and its layer is still here. */
    public Optional<StepRecord> step(Digest key) {
        return call(() -> {
            Path file = layout.step(key);
            Optional<StepRecord> record = Records.readStep(file);
            if (record.isEmpty() || layer(record.get().layer()).isEmpty()) {
                return Optional.empty();
            }
            blobs.use(file);
            return record;
        });
    }

    /** Remembers what a step made; its layer should be in the store. Replaces what was known. */
    public void recordStep(Digest key, StepRecord record) {
        call(() -> {
            do {
                AtomicFiles.write(layout.step(key), Records.step(record));
            } while (prunes.await());
            return record;
        });
    }

    /**
     * Waits until nobody else, in this process or another, makes the thing of this digest: a layer to fetch, a step to
     * execute. Only saves doing it twice; the store stays whole without. Not for one thread twice.
     */
    public NamedLock lock(Digest what) throws InterruptedException {
        try {
            return NamedLock.acquire(layout.locks().resolve(what.hex()));
        } catch (IOException e) {
            throw StoreFailures.of(layout.root(), e);
        }
    }

    /** What a name meant when a registry was last asked. */
    public Optional<RememberedReference> remembered(String name) {
        return call(() -> {
            Path file = layout.reference(name);
            Optional<RememberedReference> found = Records.readReference(file);
            blobs.use(file);
            return found.filter(reference -> reference.name().equals(name));
        });
    }

    /** Remembers what a name means now. */
    public void remember(RememberedReference reference) {
        call(() -> {
            AtomicFiles.write(layout.reference(reference.name()), Records.reference(reference));
            return reference;
        });
    }

    /** The memo of a directory whose files are hashed again and again, such as a build context. */
    public ContentMemo contentMemo(Path directory) {
        return call(() -> ContentMemo.open(layout.memo(directory)));
    }

    /**
     * Deletes what was not used for a time, then, the longest unused first, as much as needed to keep at most so many bytes.
     * What builds now running have used stays.
     */
    public PruneReport prune(Duration olderThan, long keepBytes) {
        return prune(olderThan, keepBytes, false);
    }

    /** @param dryRun only say what would be deleted */
    public PruneReport prune(Duration olderThan, long keepBytes, boolean dryRun) {
        return call(() -> new Pruner(layout, session, dryRun).prune(olderThan, keepBytes));
    }

    /** Deletes temporary files. */
    @Override
    public void close() {
        call(() -> {
            session.close();
            return session;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T call(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw StoreFailures.of(layout.root(), e);
        }
    }
}
