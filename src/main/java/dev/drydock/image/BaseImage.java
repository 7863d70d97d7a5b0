package dev.drydock.image;

import java.util.ArrayList;
import java.util.List;

/**
 * An image found by its name, for one platform: what {@code FROM} and {@code --from} need to know before any layer is
 * fetched.
 *
 * @param reference the name it was asked for by
 */
public record BaseImage(Reference reference, Manifest manifest, ImageConfig config) {

    /** @throws IllegalStateException if manifest and config disagree on the number of layers */
    public List<Layer> layers() {
        List<Digest> diffIds = config.diffIds();
        List<Descriptor> blobs = manifest.layers();
        if (diffIds.size() != blobs.size()) {
            throw new IllegalStateException(
                    reference + ": manifest has " + blobs.size() + " layers, config " + diffIds.size());
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < blobs.size(); i++) {
            layers.add(new Layer(blobs.get(i), diffIds.get(i)));
        }
        return layers;
    }
}
