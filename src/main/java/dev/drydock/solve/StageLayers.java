package dev.drydock.solve;

import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file tree a stage has come to, as layers, lowest first. Says nothing of whether their bytes are on this machine: see
 * {@link LayerShelf}.
 */
record StageLayers(List<StageLayer> layers) {

    static final StageLayers EMPTY = new StageLayers(List.of());

    /**
     * A layer and where it is from.
     *
     * @param from the image to fetch it from; null if a step made it, so that a store has it
     * @param definition of the step that made it; null if none did
     */
    record StageLayer(
            Layer layer, @Nullable BaseImage from, @Nullable Digest definition) {}

    static StageLayers of(BaseImage image) {
        List<StageLayer> all = new ArrayList<>();
        for (Layer layer : image.layers()) {
            all.add(new StageLayer(layer, image, null));
        }
        return new StageLayers(List.copyOf(all));
    }

    /** @param definition of the step that made it, see {@link Step#definition} */
    StageLayers with(Layer made, Digest definition) {
        List<StageLayer> all = new ArrayList<>(layers);
        all.add(new StageLayer(made, null, definition));
        return new StageLayers(List.copyOf(all));
    }

    /** The same with each layer exchanged. */
    StageLayers with(UnaryOperator<Layer> exchange) {
        List<StageLayer> all = new ArrayList<>();
        for (StageLayer each : layers) {
            all.add(new StageLayer(exchange.apply(each.layer()), each.from(), each.definition()));
        }
        return new StageLayers(List.copyOf(all));
    }

    /** The image below everything else; null if there is none. */
    @Nullable
    BaseImage base() {
        return layers.isEmpty() ? null : layers.get(0).from();
    }

    List<Digest> diffIds() {
        List<Digest> all = new ArrayList<>();
        for (StageLayer each : layers) {
            all.add(each.layer().diffId());
        }
        return all;
    }

    /** The digests that keys of steps on top stand on: the diff IDs, each with the definition of the step it is from. */
    List<Digest> identity() {
        List<Digest> all = new ArrayList<>();
        for (StageLayer each : layers) {
            all.add(each.layer().diffId());
            if (each.definition() != null) {
                all.add(each.definition());
            }
        }
        return all;
    }
}
