/** The one exception a user sees: what failed, whose turn it is, what was tried and what to do. */
@NullMarked
package dev.drydock.failure;

import org.jspecify.annotations.NullMarked;
