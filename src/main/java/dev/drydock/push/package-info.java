/**
 * Pushing what was built: all images of a Maven run together or each ahead of time, names last. The protocol is
 * {@code registry}'s.
 */
@NullMarked
package dev.drydock.push;

import org.jspecify.annotations.NullMarked;
