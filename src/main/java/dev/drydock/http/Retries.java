package dev.drydock.http;

import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Gives each operation the patience of the options, and tells the log of the pauses it makes. */
@StartUp
public record Retries(RetryPolicy policy, BuildLog log) implements Supplier<Backoff>, BiConsumer<String, Duration> {

    private static final int BRIEF_ATTEMPTS = 3;
    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    @Override
    public Backoff get() {
        return new Backoff(policy, this);
    }

    /** For questions that can do without an answer. */
    public Retries brief() {
        int attempts = Math.min(BRIEF_ATTEMPTS, policy.attempts());
        return new Retries(
                new RetryPolicy(attempts, policy.firstDelay(), policy.maxDelay(), policy.maxRetryAfter()), log);
    }

    @Override
    public void accept(String why, Duration pause) {
        String message = why + " in " + pause.toMillis() + " ms";
        if (pause.compareTo(WORTH_TELLING) < 0) {
            log.debug(message);
        } else {
            log.warning(message);
        }
    }
}
