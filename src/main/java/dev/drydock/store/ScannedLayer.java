package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.DigestingInput;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Findings of one pass over the blob of a layer. */
record ScannedLayer(LayerIndex index, long tarSize) {

    /** @throws BuildFailure if the blob does not unpack to the layer's diff ID, or is no readable layer */
    static ScannedLayer of(Layer layer, Path blob) {
        try (InputStream tar = LayerInput.open(blob)) {
            return of(layer, tar);
        } catch (IOException e) {
            IOException failure = new LayerFile(layer, blob).explained(e);
            if (failure != e) {
                throw BuildFailure.ofEnvironment("A layer cannot be used: " + Cause.of(failure), null, failure);
            }
            throw damaged(layer, Cause.of(e), e);
        }
    }

    /**
     * The same of the uncompressed bytes.
     *
     * @throws IOException if they are others, or no readable layer
     */
    static ScannedLayer of(Layer layer, InputStream uncompressed) throws IOException {
        Digest diffId = layer.diffId();
        DigestingInput tar = new DigestingInput(uncompressed, diffId.newMessageDigest());
        LayerIndex index = LayerIndexes.scan(tar);
        Digest actual = Digests.of(diffId, tar.hash());
        if (!actual.equals(diffId)) {
            throw new IOException("it unpacks to " + actual + ", not to the diff ID " + diffId + " of the config");
        }
        return new ScannedLayer(index, tar.count());
    }

    private static BuildFailure damaged(Layer layer, String why, IOException cause) {
        return BuildFailure.ofEnvironment(
                "The layer " + layer.blob().digest() + " cannot be used: " + why,
                "The image itself is broken: use another version of it, or tell whoever publishes it.",
                cause);
    }
}
