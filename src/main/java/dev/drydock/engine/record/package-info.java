/**
 * The records a build leaves in {@code target}: what it looked at, so that the next one knows when there is nothing to do; the
 * image and its pushes.
 */
@NullMarked
package dev.drydock.engine.record;

import org.jspecify.annotations.NullMarked;
