/**
 * The Maven front: goals, their settings, the log, and the binding of goals to phases. Nothing else knows Maven, and nothing
 * here knows how an image is built; see {@link dev.drydock.engine}.
 */
@NullMarked
package dev.drydock.maven;

import org.jspecify.annotations.NullMarked;
