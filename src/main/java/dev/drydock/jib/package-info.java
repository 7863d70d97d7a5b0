/** The build plan that Jib's extensions are given, made of the description of an image, and what they return, made into one again. */
@NullMarked
package dev.drydock.jib;

import org.jspecify.annotations.NullMarked;
