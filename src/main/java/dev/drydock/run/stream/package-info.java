/** Several streams of bytes over one connection, none of which can hold up the others. */
@NullMarked
package dev.drydock.run.stream;

import org.jspecify.annotations.NullMarked;
