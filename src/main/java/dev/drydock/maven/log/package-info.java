/** What a build says in Maven's log: wording, transfers, status line, tables. */
@NullMarked
package dev.drydock.maven.log;

import org.jspecify.annotations.NullMarked;
