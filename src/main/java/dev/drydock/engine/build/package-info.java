/** Carries out a build request: plans it, has it solved, writes the image, says what will not work in it. Wires the other rooms. */
@NullMarked
package dev.drydock.engine.build;

import org.jspecify.annotations.NullMarked;
