/**
 * The engine of RUN as the build sees it: a request goes to the worker, output comes back line by line, and at the end a result
 * with the layer that the command made. Owns the worker process and the format of what is said to it.
 */
@NullMarked
package dev.drydock.run;

import org.jspecify.annotations.NullMarked;
