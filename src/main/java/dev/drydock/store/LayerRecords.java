package dev.drydock.store;

import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.AtomicFiles;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.startup.StartUp;
import dev.drydock.store.Records.SizedLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers of a store: a record of each blob that is one, and an index for each diff ID. */
@StartUp
final class LayerRecords {

    private final StoreLayout layout;
    private final BlobStore blobs;
    private final PruneSigns prunes;

    LayerRecords(StoreLayout layout, BlobStore blobs, PruneSigns prunes) {
        this.layout = layout;
        this.blobs = blobs;
        this.prunes = prunes;
    }

    Optional<StoredLayer> find(Layer wanted) throws IOException {
        Optional<SizedLayer> record =
                Records.readLayer(layout.layer(wanted.diffId(), wanted.blob().digest()));
        if (record.isEmpty()) {
            return Optional.empty();
        }
        Layer layer = record.get().layer();
        Optional<Path> file = blobs.find(layer.blob().digest(), layer.blob().size());
        return file.isPresent()
                ? Optional.of(new StoredLayer(layer, file.get(), record.get().tarSize()))
                : Optional.empty();
    }

    /** Takes over a layer just made, its file included. */
    StoredLayer admit(WrittenLayer written) throws IOException {
        Path file = blobs.admit(written.file(), written.layer().blob().digest());
        return record(written.layer(), file, written.tarSize(), written.index());
    }

    /** Takes over the index alone. */
    StoredLayer admitIndex(WrittenLayer tar) throws IOException {
        writeIndex(tar.layer().diffId(), tar.index());
        return new StoredLayer(tar.layer(), tar.file(), tar.tarSize());
    }

    /** @param scanned what the blob unpacks to, if that is known */
    StoredLayer admitBlob(Layer layer, @Nullable ScannedLayer scanned) throws IOException {
        Optional<StoredLayer> there = find(layer);
        if (there.isPresent() && Files.exists(layout.index(layer.diffId()))) {
            return there.get();
        }
        Optional<Path> file = blobs.find(layer.blob().digest(), layer.blob().size());
        if (file.isEmpty()) {
            throw new IllegalStateException(layer.blob().digest() + " is not in the store");
        }
        ScannedLayer known = scanned != null ? scanned : ScannedLayer.of(layer, file.get());
        return record(layer, file.get(), known.tarSize(), known.index());
    }

    private StoredLayer record(Layer layer, Path file, long tarSize, LayerIndex index) throws IOException {
        do {
            writeIndex(layer.diffId(), index);
            AtomicFiles.write(layout.layer(layer.diffId(), layer.blob().digest()), Records.layer(layer, tarSize));
            // A prune under way may have looked for the blob before it was there.
        } while (prunes.await());
        return new StoredLayer(layer, file, tarSize);
    }

    private void writeIndex(Digest diffId, LayerIndex index) throws IOException {
        if (!Files.exists(layout.index(diffId))) {
            LayerIndexes.write(index, layout.index(diffId));
        }
    }

    /** The index of a layer; made again if its file is missing or damaged. */
    LayerIndex index(StoredLayer stored) throws IOException {
        Path file = layout.index(stored.layer().diffId());
        try {
            return LayerIndexes.read(file);
        } catch (IOException missingOrDamaged) {
            LayerIndex index = ScannedLayer.of(stored.layer(), stored.file()).index();
            LayerIndexes.write(index, file);
            return index;
        }
    }

    Optional<Path> indexFile(Digest diffId) {
        Path file = layout.index(diffId);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }
}
