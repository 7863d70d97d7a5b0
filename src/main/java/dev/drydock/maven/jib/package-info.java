/** Extensions of Jib's Maven plugin in a build. Loaded only if the POM names one, as are the classes of Jib that it knows. */
@NullMarked
package dev.drydock.maven.jib;

import org.jspecify.annotations.NullMarked;
