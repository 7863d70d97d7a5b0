/**
 * Threads: tasks side by side that end together, work that is done once for all who ask for it, threads that keep no JVM
 * alive. Knows nothing of what the work is.
 */
@NullMarked
package dev.drydock.concurrent;

import org.jspecify.annotations.NullMarked;
