/**
 * Carries out a build plan: looks each step up, executes what no store knows, collects the image. How a step works is its own
 * room's business.
 */
@NullMarked
package dev.drydock.solve;

import org.jspecify.annotations.NullMarked;
