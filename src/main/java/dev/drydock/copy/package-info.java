/**
 * COPY, ADD and WORKDIR as layers: which files a step takes from contexts and roots, where they go in the stage's root, with
 * which owner and mode, and the layer that results. Reads files, unpacks nothing onto the disk.
 */
@NullMarked
package dev.drydock.copy;

import org.jspecify.annotations.NullMarked;
