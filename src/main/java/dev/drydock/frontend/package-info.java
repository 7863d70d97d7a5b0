/**
 * Turns what the user wrote into a {@link dev.drydock.plan.BuildPlan}: stages, variables, mounts and history are worked
 * out here, so that {@code solve} meets only finished steps. Reads no file and no network itself: it asks
 * {@link dev.drydock.frontend.BaseImages} for images.
 */
@NullMarked
package dev.drydock.frontend;

import org.jspecify.annotations.NullMarked;
