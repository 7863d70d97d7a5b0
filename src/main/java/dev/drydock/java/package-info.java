/**
 * Java as a Maven build made it, turned into layers of an image: libraries, resources, classes, and the command that starts
 * them.
 */
@NullMarked
package dev.drydock.java;

import org.jspecify.annotations.NullMarked;
