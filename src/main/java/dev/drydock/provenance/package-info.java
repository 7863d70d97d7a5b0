/**
 * How an image was made, as SLSA provenance v1 in an in-toto statement. Nothing in it is secret or of this machine, and equal
 * builds have equal provenance.
 */
@NullMarked
package dev.drydock.provenance;

import org.jspecify.annotations.NullMarked;
