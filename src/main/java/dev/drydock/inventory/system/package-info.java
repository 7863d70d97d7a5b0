/**
 * The records that operating systems keep of themselves: {@code os-release} and the databases of their package managers, as they lie in a
 * layer. Nothing about their form is trusted; what cannot be read is an {@link java.io.IOException} that says why.
 */
@NullMarked
package dev.drydock.inventory.system;

import org.jspecify.annotations.NullMarked;
