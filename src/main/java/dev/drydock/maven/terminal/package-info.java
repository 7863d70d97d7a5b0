/**
 * Tasks under way, shown at the foot of a terminal in lines that are updated in place. Loaded only where Maven's output is a
 * terminal that somebody may be looking at.
 */
@NullMarked
package dev.drydock.maven.terminal;

import org.jspecify.annotations.NullMarked;
