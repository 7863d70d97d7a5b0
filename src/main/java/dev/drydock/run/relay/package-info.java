/**
 * Inside the container of an engine: what stands between Maven, which speaks over standard streams, and a worker, which wants
 * files. Layers, sockets and results pass through it.
 */
@NullMarked
package dev.drydock.run.relay;

import org.jspecify.annotations.NullMarked;
