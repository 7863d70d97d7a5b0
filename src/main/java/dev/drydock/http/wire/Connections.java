package dev.drydock.http.wire;

import dev.drydock.http.address.Origin;
import dev.drydock.http.tls.TlsTrust;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Direct connections to servers, which are kept for a while when an answer has been read to its end. Safe for any threads. */
public final class Connections implements AutoCloseable {

    private static final Duration KEPT = Duration.ofSeconds(20);

    private final Dialler dialler;
    private final Set<Connection> open = new HashSet<>();
    private final Map<Origin, Deque<Resting>> resting = new HashMap<>();
    private boolean closed;

    private record Resting(Connection connection, long since) {}

    /** @param timeout until a connection stands, and as long again for the handshake of TLS */
    public Connections(TlsTrust trust, Duration timeout) {
        this.dialler = new Dialler(trust, timeout);
    }

    /** One that is at rest, or else a new one; to be given back or closed. */
    public Connection take(Origin origin) throws IOException {
        Connection kept = kept(origin);
        return kept == null ? dial(origin) : kept;
    }

    /** A new one. */
    public Connection dial(Origin origin) throws IOException {
        Connection made = new Connection(dialler.dial(origin));
        synchronized (this) {
            if (!closed) {
                open.add(made);
                return made;
            }
        }
        made.close();
        throw new ClosedChannelException();
    }

    private synchronized @Nullable Connection kept(Origin origin) {
        Deque<Resting> there = resting.get(origin);
        while (there != null && !there.isEmpty()) {
            Resting last = there.removeLast();
            if (System.nanoTime() - last.since < KEPT.toNanos()) {
                return last.connection;
            }
            drop(last.connection);
        }
        return null;
    }

    /** Takes back one whose answer has been read to its end. */
    public synchronized void giveBack(Origin origin, Connection connection) {
        if (closed) {
            drop(connection);
            return;
        }
        connection.rest();
        Deque<Resting> there = resting.get(origin);
        if (there == null) {
            there = new ArrayDeque<>();
            resting.put(origin, there);
        }
        there.addLast(new Resting(connection, System.nanoTime()));
    }

    /** Closes one that is of no use any more. */
    public synchronized void drop(Connection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (IOException ignored) {
            // It is being thrown away.
        }
    }

    /** Closes all, also those in use: whoever reads from one fails. */
    @Override
    public synchronized void close() {
        closed = true;
        resting.clear();
        for (Connection connection : Set.copyOf(open)) {
            drop(connection);
        }
    }
}
