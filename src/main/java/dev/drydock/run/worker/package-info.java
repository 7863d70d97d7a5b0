/**
 * The worker's side of runs: the process in namespaces that takes requests, mounts what a command asks for, starts it in a
 * container and answers. Nothing here is called by Maven's JVM, which talks to it through {@code run}.
 */
@NullMarked
package dev.drydock.run.worker;

import org.jspecify.annotations.NullMarked;
