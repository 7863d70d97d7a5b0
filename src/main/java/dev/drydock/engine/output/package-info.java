/** The output of a build: the layout, {@code image.json} and {@code image.digest}, and the documents about the image. */
@NullMarked
package dev.drydock.engine.output;

import org.jspecify.annotations.NullMarked;
