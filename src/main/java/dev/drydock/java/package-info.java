/** What a Maven build made of Java, as layers of an image: libraries, resources, classes, and the command that starts them. */
@NullMarked
package dev.drydock.java;

import org.jspecify.annotations.NullMarked;
