package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one exchange: cancels it when nothing has moved for too long. {@code java.net.http} itself knows only a
 * time-out from the first byte sent to the first received, which a large upload outlasts by right.
 */
@StartUp
final class ExchangeWatch implements Runnable, AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Timeouts timeouts;
    private final boolean commit;
    private volatile long lastMove = System.nanoTime();
    private volatile boolean sent;
    private volatile boolean answered;
    private volatile @Nullable String expired;
    private @Nullable Future<?> guarded;
    private @Nullable ScheduledFuture<?> next;

    ExchangeWatch(ScheduledExecutorService timer, Timeouts timeouts, boolean commit) {
        this.timer = timer;
        this.timeouts = timeouts;
        this.commit = commit;
    }

    /** The exchange to cancel; ends with {@link #close}. */
    synchronized void guard(Future<?> exchange) {
        guarded = exchange;
        schedule(limit());
    }

    void moved() {
        lastMove = System.nanoTime();
    }

    void bodySent() {
        sent = true;
        moved();
    }

    void answerBegan() {
        answered = true;
        moved();
    }

    /** The time-out if it was this watch that ended the exchange, otherwise the failure as it was. */
    IOException explain(IOException failure) {
        String why = expired;
        if (why == null) {
            return failure;
        }
        SocketTimeoutException timeout = new SocketTimeoutException(why);
        timeout.initCause(failure);
        return timeout;
    }

    private Duration limit() {
        return commit && sent && !answered ? timeouts.commit() : timeouts.idle();
    }

    private void schedule(Duration after) {
        next = timer.schedule(this, Math.max(1, after.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** The timer's: looks whether it is time to cancel, and if not, when to look again. */
    @Override
    public synchronized void run() {
        Future<?> exchange = guarded;
        if (exchange == null || exchange.isDone()) {
            return;
        }
        Duration limit = limit();
        Duration still = Duration.ofNanos(System.nanoTime() - lastMove);
        if (still.compareTo(limit) < 0) {
            schedule(limit.minus(still));
            return;
        }
        expired = (answered ? "no byte came for " : sent ? "no answer came for " : "no byte could be sent for ")
                + (limit.toMillis() < 10_000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s");
        exchange.cancel(true);
    }

    @Override
    public synchronized void close() {
        guarded = null;
        if (next != null) {
            next.cancel(false);
        }
    }
}
