/**
 * Layers as file trees: indexes of what a layer holds, stacked views of them, and the writer that makes a layer. Knows no
 * store: whoever calls says where a file is.
 */
@NullMarked
package dev.drydock.layer;

import org.jspecify.annotations.NullMarked;
