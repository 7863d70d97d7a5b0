package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayeredImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an image.
 *
 * @param components by kind, name, version and path
 * @param layers all of the image, the lowest first
 * @param system null if no file of the image names one
 * @param gaps what may hold more than the inventory says, such as a database of a form that is not read. Empty if the
 *     inventory is complete
 * @param application package URL of the component that the image is made for; "" if that is not known
 */
public record Inventory(
        List<Component> components,
        List<Origin> layers,
        @Nullable OperatingSystem system,
        List<Gap> gaps,
        String application) {

    /**
     * A layer that components come from.
     *
     * @param blob digest of the stored layer
     * @param instruction that made it, "" if the history does not say
     */
    public record Origin(Digest diffId, Digest blob, String instruction) {}

    /**
     * Looks into an image. Layers and jars that were looked into before are not read again.
     *
     * @param artifacts that the build knows
     * @param cache of the machine
     * @throws dev.drydock.failure.BuildFailure if a layer cannot be read
     * @throws IOException if the cache cannot be written, or an artifact not be read
     */
    public static Inventory of(LayeredImage image, KnownArtifacts artifacts, FindingsCache cache) throws IOException {
        return new InventoryMaker(image, artifacts, cache).make();
    }

    /**
     * Looks into a layer for the sake of an image that is not finished, whose inventory is made the sooner then.
     *
     * @throws IOException if it cannot be read, or the cache not be written
     */
    public static void lookInto(IndexedLayer layer, KnownArtifacts artifacts, FindingsCache cache) throws IOException {
        try (var shelf = new JarShelf(cache)) {
            var jars = new JarComponents(artifacts, shelf);
            jars.searchAhead(new LayerReading(layer, cache, shelf).findings(jars));
        }
    }

    public Inventory {
        components = List.copyOf(components);
        layers = List.copyOf(layers);
        gaps = List.copyOf(gaps);
    }

    public boolean isApplication(Component component) {
        return !application.isEmpty() && component.purl().equals(application);
    }

    /** The gaps as sentences without a full stop. */
    public List<String> unread() {
        List<String> sentences = new ArrayList<>();
        for (Gap gap : gaps) {
            sentences.add(gap.sentence());
        }
        return sentences;
    }
}
