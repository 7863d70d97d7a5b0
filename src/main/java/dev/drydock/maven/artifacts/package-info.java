/** The artifacts a module's build knows, for those who find their files in an image: coordinates, licences and what needs what. */
@NullMarked
package dev.drydock.maven.artifacts;

import org.jspecify.annotations.NullMarked;
