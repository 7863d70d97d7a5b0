/**
 * The worker's side of runs: the process in namespaces that unpacks layers, mounts them, runs a container on them and makes
 * a layer of what changed. Nothing here is called by Maven's JVM, which talks to it through {@code WorkerRunEngine}.
 */
@NullMarked
package dev.drydock.snapshot.worker;

import org.jspecify.annotations.NullMarked;
