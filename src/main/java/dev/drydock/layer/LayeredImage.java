package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * An image for those who look into it: its documents and its layers.
 *
 * @param layers on this machine, lowest first
 * @param missing diff IDs of layers that were left in their registries, about whose files nothing is known here
 */
public record LayeredImage(ImageConfig config, Manifest manifest, List<IndexedLayer> layers, List<Digest> missing) {

    public LayeredImage {
        layers = List.copyOf(layers);
        missing = List.copyOf(missing);
    }

    /** The files a container of it sees, as far as its layers are here. */
    public FileTree files() {
        FileTree tree = FileTree.empty();
        for (IndexedLayer layer : layers) {
            tree = tree.with(layer.index());
        }
        return tree;
    }

    /** For each of {@link #layers} the instruction that made it, as the history has it; "" where that does not say. */
    public List<String> instructions() {
        List<String> all = config.instructions();
        List<Digest> diffIds = config.diffIds();
        List<String> ofLayers = new ArrayList<>();
        int from = 0;
        for (IndexedLayer layer : layers) {
            Digest diffId = layer.file().layer().diffId();
            while (!diffIds.get(from).equals(diffId)) {
                from++;
            }
            ofLayers.add(all.get(from));
            from++;
        }
        return List.copyOf(ofLayers);
    }
}
