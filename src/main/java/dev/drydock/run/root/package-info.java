/**
 * The file tree a command runs in: layers unpacked once into snapshots, stacked by overlayfs or copied, and read back as a layer of
 * what has changed. Lives in the worker.
 */
@NullMarked
package dev.drydock.run.root;

import org.jspecify.annotations.NullMarked;
