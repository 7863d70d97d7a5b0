package dev.drydock.solve;

import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file tree a stage has come to, as layers, lowest first. Says nothing of whether their bytes are on this machine: see
 * {@link LayerShelf}.
 */
record Root(List<RootLayer> layers) {

    static final Root EMPTY = new Root(List.of());

    /** @param from the image to fetch it from; null if a step made it, so that a store has it */
    record RootLayer(Layer layer, @Nullable BaseImage from) {}

    static Root of(BaseImage image) {
        return new Root(image.layers().stream()
                .map(layer -> new RootLayer(layer, image))
                .toList());
    }

    Root with(Layer made) {
        List<RootLayer> all = new ArrayList<>(layers);
        all.add(new RootLayer(made, null));
        return new Root(List.copyOf(all));
    }

    /** The image below everything else; null if there is none. */
    @Nullable
    BaseImage base() {
        return layers.isEmpty() ? null : layers.get(0).from();
    }

    List<Digest> diffIds() {
        return layers.stream().map(each -> each.layer().diffId()).toList();
    }
}
