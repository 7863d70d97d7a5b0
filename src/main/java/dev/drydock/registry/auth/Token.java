package dev.drydock.registry.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import java.io.IOException;
import java.time.Duration;

/**
 * A bearer token.
 *
 * @param staleAt by {@link System#nanoTime}, when a new one should be fetched: a little before it expires
 */
record Token(String value, long staleAt) {

    private static final Duration UNSAID_LIFE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(20);

    /**
     * @param askedAt when the request was sent; the token's life is counted from there, whatever the server's clock says
     * @throws IOException if there is no token in it that a header can carry
     */
    static Token parse(byte[] answer, long askedAt) throws IOException {
        ObjectNode document = Json.parseObject(answer);
        String value = document.path("token").asText("");
        if (value.isEmpty()) {
            value = document.path("access_token").asText("");
        }
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IOException("the token server's answer holds no usable token");
        }
        long seconds = document.path("expires_in").asLong(0);
        Duration life = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, 86_400)) : UNSAID_LIFE;
        Duration fifth = life.dividedBy(5);
        Duration useful = life.minus(fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN);
        return new Token(value, askedAt + useful.toNanos());
    }

    boolean isFresh() {
        return System.nanoTime() - staleAt < 0;
    }
}
