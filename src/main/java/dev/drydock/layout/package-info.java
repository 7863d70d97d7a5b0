/**
 * OCI image layouts on disk, written and read, and archives of them; registries belong to {@code registry}, what is not an
 * image yet to {@code store}.
 */
@NullMarked
package dev.drydock.layout;

import org.jspecify.annotations.NullMarked;
