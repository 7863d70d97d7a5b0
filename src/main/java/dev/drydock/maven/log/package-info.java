/** The lines of a build in Maven's log: wording, transfers, status line, tables. */
@NullMarked
package dev.drydock.maven.log;

import org.jspecify.annotations.NullMarked;
