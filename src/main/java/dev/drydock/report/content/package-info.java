/** The layers of an image with every file that any of them has: also those that a later layer replaced or deleted. */
@NullMarked
package dev.drydock.report.content;

import org.jspecify.annotations.NullMarked;
