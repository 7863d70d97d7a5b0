package dev.drydock.snapshot;

import dev.drydock.image.Layer;
import java.nio.file.Path;

/** A layer whose stored bytes, verified, are in a local file. */
public record LayerFile(Layer layer, Path file) {}
