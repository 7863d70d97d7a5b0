package dev.drydock.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * An answer, its body read to the end.
 *
 * @param uri of the request it answers
 * @param body what was kept of it; empty if it went to a sink
 */
public record HttpAnswer(URI uri, int status, HttpHeaders headers, byte[] body) {

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the answer sends us elsewhere, {@code Location} given. */
    public boolean isRedirect() {
        return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
                && header("Location").isPresent();
    }
}
