/**
 * Values of instructions as BuildKit reads and writes them: paths in a container, modes, durations, signals; and what is wrong
 * with an instruction, with its place.
 */
@NullMarked
package dev.drydock.frontend.value;

import org.jspecify.annotations.NullMarked;
