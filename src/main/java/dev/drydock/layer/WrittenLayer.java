package dev.drydock.layer;

import dev.drydock.image.Layer;
import java.nio.file.Path;

/**
 * A layer just made, in a temporary file that belongs to the receiver (who moves it into the store or deletes it).
 *
 * @param tarSize bytes of the uncompressed tar
 */
public record WrittenLayer(Layer layer, long tarSize, LayerIndex index, Path file) {}
