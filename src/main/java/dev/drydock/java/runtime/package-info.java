/**
 * A Java runtime made for one application, with the shared libraries it needs from this machine: enough for an otherwise empty
 * image.
 */
@NullMarked
package dev.drydock.java.runtime;

import org.jspecify.annotations.NullMarked;
