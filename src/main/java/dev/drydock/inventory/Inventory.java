package dev.drydock.inventory;

import dev.drydock.image.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in an image.
 *
 * @param components by kind, name, version and path
 * @param layers all of the image, the lowest first
 * @param system null if no file of the image names one
 * @param unread sentences: what may hold more than the inventory says, such as a database of a form that is not read. Empty
 *     if the inventory is complete
 */
public record Inventory(
        List<Component> components,
        List<Origin> layers,
        @Nullable OperatingSystem system,
        List<String> unread) {

    /**
     * A layer that components come from.
     *
     * @param blob digest of the stored layer
     * @param instruction that made it, "" if the history does not say
     */
    public record Origin(Digest diffId, Digest blob, String instruction) {}

    public Inventory {
        components = List.copyOf(components);
        layers = List.copyOf(layers);
        unread = List.copyOf(unread);
    }
}
