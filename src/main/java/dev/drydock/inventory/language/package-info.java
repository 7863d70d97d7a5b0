/**
 * The packages of languages, each told from its own metadata: jars and what is packed into them, Java runtimes, Python and npm
 * packages. Nothing about the files is trusted.
 */
@NullMarked
package dev.drydock.inventory.language;

import org.jspecify.annotations.NullMarked;
