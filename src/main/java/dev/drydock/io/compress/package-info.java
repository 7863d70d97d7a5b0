/** Compression of layers: gzip and zstd, in both directions, the same bytes on every machine. */
@NullMarked
package dev.drydock.io.compress;

import org.jspecify.annotations.NullMarked;
