/**
 * How the steps of a plan get on, as others are told: their own time, what they print and what to do if that does not end well, and
 * the layers they wait for.
 */
@NullMarked
package dev.drydock.solve.progress;

import org.jspecify.annotations.NullMarked;
