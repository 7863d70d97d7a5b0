/**
 * Whether a service on the network answers yet.
 */
@NullMarked
package dev.drydock.probe;

import org.jspecify.annotations.NullMarked;
