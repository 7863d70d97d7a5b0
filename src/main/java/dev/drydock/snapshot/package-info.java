/**
 * Layers as file trees: indexes of what a layer holds, stacked views of them, the writer that makes a layer, and the engine
 * that runs a process on stacked layers and reads its changes back as a layer.
 */
@NullMarked
package dev.drydock.snapshot;

import org.jspecify.annotations.NullMarked;
