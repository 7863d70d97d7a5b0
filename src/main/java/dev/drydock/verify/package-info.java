/**
 * Whether an image is what it is said to be: its bytes those of its digests, signed by a key, its documents about it and no other.
 * Signatures themselves belong to {@code sign}, the room that reaches registries is {@code registry}.
 */
@NullMarked
package dev.drydock.verify;

import org.jspecify.annotations.NullMarked;
