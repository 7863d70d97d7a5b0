/** The lines of a build in Maven's log: wording, transfers, signs of life, tables. */
@NullMarked
package dev.drydock.maven.log;

import org.jspecify.annotations.NullMarked;
