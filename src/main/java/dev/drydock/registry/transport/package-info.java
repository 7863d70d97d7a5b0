/** HTTP as company networks have it: one connection pool, time-outs, proxies, private certificate authorities. Knows no registry protocol. */
@NullMarked
package dev.drydock.registry.transport;

import org.jspecify.annotations.NullMarked;
