/** Wires the rooms: one request in, one image out. Reads the environment and the clock so that no other room has to. */
@NullMarked
package dev.drydock.build;

import org.jspecify.annotations.NullMarked;
