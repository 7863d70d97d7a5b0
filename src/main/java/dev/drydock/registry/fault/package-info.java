/** Answers that are no success: what a server said in them, and whether asking again can help. */
@NullMarked
package dev.drydock.registry.fault;

import org.jspecify.annotations.NullMarked;
