package dev.drydock.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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

    /** The pause that {@code Retry-After} asks for (RFC 9110, section 10.2.3); zero for none, or for one that has passed. */
    public Duration askedPause() {
        Optional<String> pause = header("Retry-After");
        return pause.isEmpty()
                ? Duration.ZERO
                : parseRetryAfter(pause.get(), Instant.now()).orElse(Duration.ZERO);
    }

    /** Seconds or an HTTP date; empty if it is neither. One that has passed is zero. */
    static Optional<Duration> parseRetryAfter(String value, Instant now) {
        String text = value.strip();
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
                return Optional.of(Duration.ofSeconds(text.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(text)));
            }
            Duration until = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
