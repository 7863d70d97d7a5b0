/** A run that has begun before it is known whether it is wanted. */
@NullMarked
package dev.drydock.solve.ahead;

import org.jspecify.annotations.NullMarked;
