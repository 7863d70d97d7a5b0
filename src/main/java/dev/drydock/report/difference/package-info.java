/** What an image has that another one has not. */
@NullMarked
package dev.drydock.report.difference;

import org.jspecify.annotations.NullMarked;
