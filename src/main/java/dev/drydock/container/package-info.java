/**
 * Containers of built images: run to their end, or started in the background and stopped. For engines of images see
 * {@code run}.
 */
@NullMarked
package dev.drydock.container;

import org.jspecify.annotations.NullMarked;
