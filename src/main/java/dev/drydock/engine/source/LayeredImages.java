package dev.drydock.engine.source;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images of layouts with the indexes of their layers. Those that the stores do not have are made, and kept by a store that has the
 * layer's blob.
 */
public final class LayeredImages {

    private LayeredImages() {}

    /**
     * @param manifest of one platform's image
     * @param stores to look for indexes in; open
     * @throws BuildFailure if a layer has to be read and is no readable layer
     * @throws IOException if a document of the layout cannot be read
     */
    public static LayeredImage of(OciLayout layout, Descriptor manifest, List<Store> stores) throws IOException {
        return of(layout.image(manifest), stores);
    }

    /** @throws BuildFailure if a layer has to be read and is no readable layer */
    public static LayeredImage of(LayoutImage image, List<Store> stores) throws IOException {
        ImageConfig config = image.parsedConfig();
        Manifest manifest = image.manifest();
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != manifest.layers().size()) {
            throw BuildFailure.ofEnvironment(
                    "The image " + manifest.digest() + " is damaged: its manifest has "
                            + manifest.layers().size() + " layers, its config " + diffIds.size(),
                    "Build or pull it again.",
                    null);
        }
        List<IndexedLayer> layers = new ArrayList<>();
        List<Digest> missing = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Layer layer = new Layer(manifest.layers().get(i), diffIds.get(i));
            Path blob = image.blobs().get(layer.blob().digest());
            if (blob == null) {
                missing.add(layer.diffId());
            } else {
                layers.add(of(new LayerFile(layer, blob), stores));
            }
        }
        return new LayeredImage(config, manifest, layers, missing);
    }

    /** @throws BuildFailure if the layer has to be read and is no readable layer */
    public static IndexedLayer of(LayerFile layer, List<Store> stores) {
        return new IndexedLayer(layer, index(layer, stores));
    }

    private static LayerIndex index(LayerFile layer, List<Store> stores) {
        for (Store store : stores) {
            Optional<Path> known = store.indexFile(layer.layer().diffId());
            if (known.isPresent()) {
                try {
                    return LayerIndexes.read(known.get());
                } catch (IOException damaged) {
                    // As good as none.
                }
            }
        }
        for (Store store : stores) {
            if (store.blob(layer.layer().blob()).isPresent()) {
                return store.index(store.admitBlobAsLayer(layer.layer()));
            }
        }
        return scan(layer);
    }

    private static LayerIndex scan(LayerFile layer) {
        try (var tar = LayerInput.open(layer.file())) {
            return LayerIndexes.scan(tar);
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment(
                    "The layer " + layer.layer().blob().digest() + " cannot be looked into: " + Cause.of(e),
                    "Build or pull the image again.",
                    e);
        }
    }
}
