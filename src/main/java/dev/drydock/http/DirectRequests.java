package dev.drydock.http;

import dev.drydock.http.tls.TlsTrust;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests by the JDK's older client, which reads from blocking sockets. In a JVM that has just started,
 * twenty questions take it a fifth of the time that the newer one needs, and large answers a third of the processor, because the
 * newer one hands every 16 KB from thread to thread.
 *
 * <p>What it cannot do is left to {@link PooledClient}: PATCH, and proxies that want a log-in. The refusal of a large body is not
 * read before all of it has been sent; if the server does not wait for that, it is a broken connection.
 */
@StartUp
final class DirectRequests implements AutoCloseable {

    /**
     * Bytes of the largest body that is kept in memory, which the JDK sends again over a new connection if the one that had been at rest
     * is found closed. Go's servers read as much of a request that they refuse, so that their answer arrives.
     */
    private static final long MOST_REPEATED = 256 << 10;

    /** After the time when the caller gives up, so that the caller says why. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final TlsTrust trust;
    private final Executor executor;
    private final Timeouts timeouts;
    private final String userAgent;
    private final Set<DirectExchange> open = ConcurrentHashMap.newKeySet();
    /** One for all, or no connection would be used twice. */
    private @Nullable SSLSocketFactory sockets;

    DirectRequests(TlsTrust trust, Executor executor, Timeouts timeouts, String userAgent) {
        this.trust = trust;
        this.executor = executor;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
    }

    /** Whether the request is one for this client, if no proxy is on its way. */
    static boolean takes(HttpCall call) {
        return !call.method().equals("PATCH");
    }

    /** Begins the request. */
    DirectExchange begin(HttpCall call, AnswerHandler handler, ExchangeWatch watch) throws IOException {
        DirectBody body = call.body() == null ? null : new DirectBody(call.body(), watch);
        DirectExchange exchange = new DirectExchange(connection(call, body), call, body, handler, watch, open);
        open.add(exchange);
        executor.execute(exchange);
        return exchange;
    }

    private HttpURLConnection connection(HttpCall call, @Nullable DirectBody body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(sockets());
        }
        connection.setInstanceFollowRedirects(false);
        connection.setAuthenticator(NoPasswords.INSTANCE);
        connection.setConnectTimeout(millis(timeouts.connect()));
        Duration silence = call.commit() ? timeouts.commit() : timeouts.idle();
        connection.setReadTimeout(millis(silence.plus(LATER)));
        connection.setRequestMethod(call.method());
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", userAgent);
        // A request that may have a body says how long it is even if there is none; some servers insist.
        if (body != null || call.method().equals("POST") || call.method().equals("PUT")) {
            connection.setDoOutput(true);
            // Else a POST would pass for a form.
            connection.setRequestProperty("Content-Type", "application/octet-stream");
        }
        if (body != null && body.length() > MOST_REPEATED) {
            connection.setFixedLengthStreamingMode(body.length());
        }
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
            exchange.future().completeExceptionally(new IOException("closed while an answer was awaited"));
        }
    }

    /** Knows no password: whatever the JVM has been told for other purposes is not sent to a registry. */
    private static final class NoPasswords extends Authenticator {

        static final Authenticator INSTANCE = new NoPasswords();
    }
}
