package dev.drydock.http;

import dev.drydock.http.tls.TlsTrust;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests whose answers go to a sink, by the JDK's older client, which reads from blocking sockets. The newer one hands every 16 KB
 * from thread to thread, which costs more than all that is done with them.
 */
final class DirectDownloads implements AutoCloseable {

    /** After the time when the caller gives up, so that the caller says why. */
    private static final Duration LATER = Duration.ofSeconds(1);

    /** Knows no password: whatever the JVM has been told for other purposes is not sent to a registry. */
    private static final Authenticator NO_PASSWORDS = new Authenticator() {};

    private final TlsTrust trust;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Timeouts timeouts;
    private final String userAgent;
    private final Set<DirectExchange> open = ConcurrentHashMap.newKeySet();
    /** One for all, or no connection would be used twice. */
    private @Nullable SSLSocketFactory sockets;

    DirectDownloads(
            TlsTrust trust, Executor executor, ScheduledExecutorService timer, Timeouts timeouts, String userAgent) {
        this.trust = trust;
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
            DirectExchange exchange = new DirectExchange(connection(call), call, handler);
            open.add(exchange);
            watch.guard(exchange.future());
            try {
                executor.execute(exchange);
                return exchange.future().get();
            } catch (InterruptedException e) {
                exchange.future().cancel(true);
                throw e;
            } catch (ExecutionException | CancellationException e) {
                throw watch.explain(HttpTransport.asIoException(e));
            } finally {
                open.remove(exchange);
                handler.detach();
            }
        }
    }

    private HttpURLConnection connection(HttpCall call) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets());
        }
        connection.setInstanceFollowRedirects(false);
        connection.setAuthenticator(NO_PASSWORDS);
        connection.setConnectTimeout(millis(timeouts.connect()));
        connection.setReadTimeout(millis(timeouts.idle().plus(LATER)));
        connection.setRequestMethod(call.method());
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", userAgent);
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            connection.setRequestProperty(header.getKey(), header.getValue());
        }
        return connection;
    }

    private synchronized SSLSocketFactory sockets() throws IOException {
        SSLSocketFactory made = sockets == null ? trust.context().getSocketFactory() : sockets;
        sockets = made;
        return made;
    }

    private static int millis(Duration time) {
        return (int) Math.min(time.toMillis(), Integer.MAX_VALUE);
    }

    /** Nobody waits any longer for what is under way. */
    @Override
    public void close() {
        for (DirectExchange exchange : open) {
            exchange.future().completeExceptionally(new IOException("closed while an answer was read"));
        }
    }
}
