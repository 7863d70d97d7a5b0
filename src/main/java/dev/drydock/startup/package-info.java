/** The mark of classes on the way of a build that has nothing to do. Every room may set it. */
@NullMarked
package dev.drydock.startup;

import org.jspecify.annotations.NullMarked;
