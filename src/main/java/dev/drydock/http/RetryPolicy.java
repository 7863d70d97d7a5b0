package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.time.Duration;

/**
 * How often and how soon a request that may be repeated is.
 *
 * @param attempts in a row without progress, the first one included; at least 1
 * @param firstDelay before the second attempt; doubles with each, half of it is random
 * @param maxDelay the longest pause of our own
 * @param maxRetryAfter the longest pause a server's {@code Retry-After} can ask for; a longer one fails at once
 */
@StartUp
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {

    public static final RetryPolicy DEFAULT =
            new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(2));

    /** The less patient of the two in every respect. */
    public RetryPolicy atMost(RetryPolicy other) {
        return new RetryPolicy(
                Math.min(attempts, other.attempts),
                shorter(firstDelay, other.firstDelay),
                shorter(maxDelay, other.maxDelay),
                shorter(maxRetryAfter, other.maxRetryAfter));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
