/**
 * HTTP as company networks have it: one connection pool, time-outs, proxies, private certificate authorities, retries. Knows no
 * registry protocol; {@code registry} and {@code remote} speak through it.
 */
@NullMarked
package dev.drydock.http;

import org.jspecify.annotations.NullMarked;
