/**
 * The contents of an image: packages of operating systems and languages, jars, Java runtimes, and which layer brought each. Read
 * out of stored layers without unpacking them; findings about a layer are kept, as a layer never changes.
 */
@NullMarked
package dev.drydock.inventory;

import org.jspecify.annotations.NullMarked;
