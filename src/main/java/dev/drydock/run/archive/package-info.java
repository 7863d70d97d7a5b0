/**
 * Makes the archive of the worker's classes, in a process of its own that nobody waits for.
 */
@NullMarked
package dev.drydock.run.archive;

import org.jspecify.annotations.NullMarked;
