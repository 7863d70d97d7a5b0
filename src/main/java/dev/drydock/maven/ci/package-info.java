/**
 * Parts of a log that CI services read: groups of lines that fold, and errors shown at a line of a file. Loaded only where their
 * variables are set.
 */
@NullMarked
package dev.drydock.maven.ci;

import org.jspecify.annotations.NullMarked;
