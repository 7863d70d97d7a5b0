/**
 * Tar as layers use it: entries, names as bytes, pax records, sparse files; read and written without loss. See the decision
 * "layers-own-tar-codec".
 */
@NullMarked
package dev.drydock.io.tar;

import org.jspecify.annotations.NullMarked;
