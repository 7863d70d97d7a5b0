/** A Maven module as the source of an image: its Dockerfile, or its classes, jars and libraries. */
@NullMarked
package dev.drydock.maven.module;

import org.jspecify.annotations.NullMarked;
