/**
 * HTTP/1.1 (RFC 9112) over blocking sockets, for bodies too large to be handed from thread to thread piece by piece: connections,
 * kept for the next request, and answers read from them.
 */
@NullMarked
package dev.drydock.http.wire;

import org.jspecify.annotations.NullMarked;
