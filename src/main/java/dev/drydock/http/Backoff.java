package dev.drydock.http;

import dev.drydock.failure.TlsFailure;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * The patience of one operation: after each failure it pauses or gives up. Progress renews it, so a transfer that advances a
 * little between any two breaks arrives in the end.
 */
@StartUp
public final class Backoff {

    /** Advice of a failure about trying again. */
    public interface Advice {
        /** Whether another attempt can have another outcome. */
        boolean mayPass();

        /** The pause the server asked for; zero if it did not say. */
        default Duration askedPause() {
            return Duration.ZERO;
        }

        /** Attempts after which it can be taken as lasting, if fewer than usual. */
        default int mostAttempts() {
            return Integer.MAX_VALUE;
        }
    }

    private static final int UNREACHABLE_ATTEMPTS = 3;

    private final RetryPolicy policy;
    private final BiConsumer<String, Duration> note;
    private int failures;

    /** @param note told before each pause why it is made and how long it is */
    public Backoff(RetryPolicy policy, BiConsumer<String, Duration> note) {
        this.policy = policy;
        this.note = note;
    }

    /** The operation has come further than ever before. */
    public void progressed() {
        failures = 0;
    }

    /**
     * Returns when it is time for the next attempt.
     *
     * @throws IOException the failure itself if there shall be none
     */
    public void pauseAfter(IOException failure) throws IOException, InterruptedException {
        failures++;
        IOException reason = failure instanceof ElsewhereFailure elsewhere ? elsewhere.reason() : failure;
        Duration asked = reason instanceof Advice advice ? advice.askedPause() : Duration.ZERO;
        if (!mayPass(reason) || failures >= attempts(reason) || asked.compareTo(policy.maxRetryAfter()) > 0) {
            throw failure;
        }
        Duration own = ownPause();
        Duration pause = asked.compareTo(own) > 0 ? asked : own;
        note.accept(failure + "; attempt " + (failures + 1) + " follows", pause);
        Thread.sleep(pause.toMillis());
    }

    private Duration ownPause() {
        double doubled = policy.firstDelay().toMillis() * Math.pow(2, failures - 1.0);
        double capped = Math.min(doubled, policy.maxDelay().toMillis());
        return Duration.ofMillis(
                (long) (capped * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    }

    /** A host that is not there now seldom is a minute later. */
    private int attempts(IOException failure) {
        if (failure instanceof Advice advice) {
            return Math.min(advice.mostAttempts(), policy.attempts());
        }
        return isAbsent(failure) ? Math.min(UNREACHABLE_ATTEMPTS, policy.attempts()) : policy.attempts();
    }

    /** Whether nobody was there to connect to. */
    public static boolean isAbsent(IOException failure) {
        return failure instanceof UnknownHostException || failure instanceof ConnectException;
    }

    private static boolean mayPass(IOException failure) {
        if (failure instanceof Advice advice) {
            return advice.mayPass();
        }
        if (failure instanceof LocalFailure) {
            return false;
        }
        return TlsFailure.of(failure).isEmpty();
    }
}
