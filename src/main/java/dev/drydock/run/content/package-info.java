/**
 * The content of changed files on its way into a layer: several threads read the small files before it is their turn, while one
 * thread writes the layer in order. Large files are streamed.
 */
@NullMarked
package dev.drydock.run.content;

import org.jspecify.annotations.NullMarked;
