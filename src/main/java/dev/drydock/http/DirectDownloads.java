package dev.drydock.http;

import dev.drydock.http.tls.TlsTrust;
import dev.drydock.http.wire.Connections;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Requests whose answers go to a sink, over blocking sockets. The JDK's client hands every 16 KB from thread to thread, which costs
 * more than all that is done with them.
 */
final class DirectDownloads implements AutoCloseable {

    private final Connections connections;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Timeouts timeouts;
    private final String userAgent;

    DirectDownloads(
            TlsTrust trust, Executor executor, ScheduledExecutorService timer, Timeouts timeouts, String userAgent) {
        this.connections = new Connections(trust, timeouts.connect());
        this.executor = executor;
        this.timer = timer;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
    }

    /** As {@link HttpTransport#exchange}, for a call without a body. */
    HttpAnswer exchange(HttpCall call) throws IOException, InterruptedException {
        try (ExchangeWatch watch = new ExchangeWatch(timer, timeouts, call.commit())) {
            watch.bodySent();
            AnswerHandler handler = new AnswerHandler(call, watch);
            DirectExchange exchange = new DirectExchange(connections, call, userAgent, handler);
            watch.guard(exchange.future());
            executor.execute(exchange);
            try {
                return exchange.future().get();
            } catch (InterruptedException e) {
                exchange.future().cancel(true);
                throw e;
            } catch (ExecutionException | CancellationException e) {
                throw watch.explain(HttpTransport.asIoException(e));
            } finally {
                handler.detach();
            }
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
