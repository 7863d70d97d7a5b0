/**
 * Builds as data: stages and steps with every variable expanded, and the cache keys that follow from them. Produced by
 * frontend, consumed by solve.
 */
@NullMarked
package dev.drydock.plan;

import org.jspecify.annotations.NullMarked;
