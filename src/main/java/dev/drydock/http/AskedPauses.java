package dev.drydock.http;

import dev.drydock.http.address.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pauses servers have asked for, kept by all threads: a registry that tells one of them to come back in a second means
 * the others too.
 *
 * @param most longer pauses are not shared; whoever is asked for one gives up
 * @param until by {@link System#nanoTime}
 */
public record AskedPauses(Duration most, Map<Origin, Long> until) {

    public AskedPauses(Duration most) {
        this(most, new ConcurrentHashMap<>());
    }

    /** The server has asked. */
    public void asked(Origin server, Duration pause) {
        if (!pause.isZero() && pause.compareTo(most) <= 0) {
            until.merge(server, System.nanoTime() + pause.toNanos(), (a, b) -> a - b > 0 ? a : b);
        }
    }

    /** Returns when the server may be asked again. */
    public void await(Origin server) throws InterruptedException {
        Long end = until.get(server);
        if (end == null) {
            return;
        }
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left > 0) {
            Thread.sleep(left);
        } else {
            until.remove(server, end);
        }
    }
}
