package dev.drydock.concurrent;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does each thing once, however many threads ask for it at the same time or later. Those who wait for an attempt share its
 * failure; then it is forgotten, and the next to ask tries anew.
 */
public final class SingleFlight<K, V> {

    /** Makes the value for a key. */
    public interface Work<K, V> {
        V make(K key) throws IOException, InterruptedException;
    }

    private final ConcurrentHashMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    public V get(K key, Work<K, V> work) throws IOException, InterruptedException {
        return get(key, null, work);
    }

    /** @param good whether a value made earlier still serves; one that does not is made again. Null if all do */
    public V get(K key, @Nullable Predicate<V> good, Work<K, V> work) throws IOException, InterruptedException {
        while (true) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> flight = flights.putIfAbsent(key, mine);
            if (flight == null) {
                return fly(key, mine, work);
            }
            if (isStale(flight, good)) {
                if (flights.replace(key, flight, mine)) {
                    return fly(key, mine, work);
                }
                // Somebody else was quicker to make it anew.
                continue;
            }
            try {
                return flight.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (!(e.getCause() instanceof InterruptedException)) {
                    throw new IllegalStateException(e.getCause());
                }
                // The thread that was at it was interrupted; ours was not.
            }
        }
    }

    /** Takes a value that was found by the way, unless somebody has made one or is at it. */
    public void learn(K key, V value) {
        flights.putIfAbsent(key, CompletableFuture.completedFuture(value));
    }

    /** Makes the next to ask do the work again, unless that has happened since {@code value} was made. */
    public void forget(K key, Predicate<V> bad) {
        flights.computeIfPresent(key, (k, flight) -> isStale(flight, bad.negate()) ? null : flight);
    }

    private static <V> boolean isStale(CompletableFuture<V> flight, @Nullable Predicate<V> good) {
        return flight.isDone() && (flight.isCompletedExceptionally() || (good != null && !good.test(flight.join())));
    }

    private V fly(K key, CompletableFuture<V> mine, Work<K, V> work) throws IOException, InterruptedException {
        try {
            V value = work.make(key);
            mine.complete(value);
            return value;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            flights.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }
}
