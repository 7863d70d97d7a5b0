/** Whom TLS connections trust, host by host, and the certificates they show. */
@NullMarked
package dev.drydock.http.tls;

import org.jspecify.annotations.NullMarked;
