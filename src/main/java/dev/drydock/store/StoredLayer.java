package dev.drydock.store;

import dev.drydock.image.Layer;
import dev.drydock.layer.LayerFile;
import java.nio.file.Path;

/**
 * A verified layer in the store.
 *
 * @param file its stored bytes; stays as long as the store is open
 * @param tarSize bytes of the uncompressed tar
 */
public record StoredLayer(Layer layer, Path file, long tarSize) {

    public LayerFile asLayerFile() {
        return new LayerFile(layer, file);
    }
}
