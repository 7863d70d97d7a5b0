/** A build as spans of time, in the trace format of Chrome that Perfetto and others show. Loaded only where a trace is asked for. */
@NullMarked
package dev.drydock.trace;

import org.jspecify.annotations.NullMarked;
