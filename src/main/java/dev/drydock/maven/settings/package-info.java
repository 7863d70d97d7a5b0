/**
 * Settings: from the command line, the POM and its profiles, in that order; checked, with the nearest known name for what is
 * unknown.
 */
@NullMarked
package dev.drydock.maven.settings;

import org.jspecify.annotations.NullMarked;
