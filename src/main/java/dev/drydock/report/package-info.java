/** A report about an image: its layers, files, waste, packages and the difference to another one. */
@NullMarked
package dev.drydock.report;

import org.jspecify.annotations.NullMarked;
