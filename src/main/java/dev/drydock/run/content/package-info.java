/**
 * The content of changed files on its way into a layer: small files are read ahead, by several threads, of the one that writes
 * the layer in order; large ones are streamed.
 */
@NullMarked
package dev.drydock.run.content;

import org.jspecify.annotations.NullMarked;
