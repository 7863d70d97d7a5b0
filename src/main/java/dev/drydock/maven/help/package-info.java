/** The goals and settings of the plugin in words: read from its descriptor and laid out for {@code drydock:help}. */
@NullMarked
package dev.drydock.maven.help;

import org.jspecify.annotations.NullMarked;
