/** Bytes of an image that nobody needs, and what to change in its Dockerfile to be rid of them. */
@NullMarked
package dev.drydock.report.waste;

import org.jspecify.annotations.NullMarked;
