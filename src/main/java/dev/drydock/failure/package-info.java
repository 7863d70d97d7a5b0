/**
 * The one exception a user sees: what failed, whose turn it is, what was tried and what to do; and the JDK's exceptions put
 * into words.
 */
@NullMarked
package dev.drydock.failure;

import org.jspecify.annotations.NullMarked;
