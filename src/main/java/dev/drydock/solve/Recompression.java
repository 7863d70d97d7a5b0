package dev.drydock.solve;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.DigestingOutput;
import dev.drydock.io.compress.CompressingOutput;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.store.StepRecord;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives a stored result the compression that is wanted now. A step need not be executed again because its layer is to be
 * stored otherwise: the tar inside, and with it the diff ID and all keys above, stay the same.
 */
final class Recompression {

    private Recompression() {}

    static boolean isNeeded(StepRecord record, Compression wanted) {
        return !record.layer().blob().mediaType().equals(LayerWriter.mediaType(wanted));
    }

    /** Stores the layer once more, in the other compression, and remembers that one for the step. */
    static Optional<StepRecord> convert(StepRecord record, Store store, Digest key, Compression wanted)
            throws IOException {
        Optional<StoredLayer> found = store.layer(record.layer());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = store.temporary().resolve("recompressed-" + UUID.randomUUID());
        Descriptor blob = write(found.get().file(), wanted, file);
        var layer = new Layer(blob, record.layer().diffId());
        StoredLayer stored =
                store.admitLayer(new WrittenLayer(layer, record.tarSize(), store.index(found.get()), file));
        var converted = new StepRecord(stored.layer(), record.tarSize(), record.took());
        store.recordStep(key, converted);
        return Optional.of(converted);
    }

    private static Descriptor write(Path from, Compression compression, Path to) throws IOException {
        var blob = new DigestingOutput(
                Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Digest.newSha256());
        try (var tar = LayerInput.open(from);
                var compressor = CompressingOutput.open(blob, compression, 0)) {
            tar.transferTo(compressor);
            compressor.finish();
        }
        return new Descriptor(LayerWriter.mediaType(compression), Digest.ofSha256(blob.hash()), blob.count());
    }
}
