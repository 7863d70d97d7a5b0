/** The build checks: what Docker warns of in a Dockerfile that it builds, by the same names and texts. Pure. */
@NullMarked
package dev.drydock.dockerfile.lint;

import org.jspecify.annotations.NullMarked;
