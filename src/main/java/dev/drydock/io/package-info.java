/**
 * Bytes on their way: tar entries and their names, compression, digesting streams, atomic files, file locks. Knows nothing of
 * images.
 */
@NullMarked
package dev.drydock.io;

import org.jspecify.annotations.NullMarked;
