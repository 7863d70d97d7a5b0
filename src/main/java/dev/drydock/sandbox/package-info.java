/**
 * One process in a root file system of its own: how it is isolated on this machine, the namespaces and id maps it lives in,
 * what is mounted around it. Knows no layers; for those see the room {@code run}, which runs this room's code in its worker.
 */
@NullMarked
package dev.drydock.sandbox;

import org.jspecify.annotations.NullMarked;
