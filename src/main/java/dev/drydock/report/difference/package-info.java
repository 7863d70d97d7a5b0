/** The difference of an image to another one. */
@NullMarked
package dev.drydock.report.difference;

import org.jspecify.annotations.NullMarked;
