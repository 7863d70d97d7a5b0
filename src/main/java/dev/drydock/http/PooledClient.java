package dev.drydock.http;

import dev.drydock.http.tls.TlsTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Any request, by the JDK's newer client: over HTTP/2 where a TLS server offers it, and through proxies. */
final class PooledClient implements AutoCloseable {

    private final TlsTrust tls;
    private final Proxies proxies;
    private final Executor executor;
    private final Timeouts timeouts;
    private final String userAgent;
    private @Nullable HttpClient plain;
    private @Nullable HttpClient secure;

    /** Selector threads of the clients; found when these are made, which is ahead of need, not when all is done and awaited. */
    private final List<SelectorThread> selectors = new ArrayList<>();

    PooledClient(TlsTrust tls, Proxies proxies, Executor executor, Timeouts timeouts, String userAgent) {
        this.tls = tls;
        this.proxies = proxies;
        this.executor = executor;
        this.timeouts = timeouts;
        this.userAgent = userAgent;
    }

    /** Begins the request. */
    Exchange begin(HttpCall call, AnswerHandler handler, ExchangeWatch watch) throws IOException {
        ContentPublisher body = call.body() == null ? null : new ContentPublisher(call.body(), watch);
        if (body == null) {
            watch.bodySent();
        }
        return new PooledExchange(call, proxies, body, client(call.uri()).sendAsync(request(call, body), handler));
    }

    /** One client, which is one pool of connections, for each scheme; that for plain HTTP does without setting up TLS. */
    private synchronized HttpClient client(URI uri) throws IOException {
        if (uri.getScheme().equalsIgnoreCase("https")) {
            HttpClient made = secure == null ? client(tls.context()) : secure;
            secure = made;
            return made;
        }
        HttpClient made = plain == null ? client(new NoTls()) : plain;
        plain = made;
        return made;
    }

    private HttpClient client(SSLContext context) {
        HttpClient made = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(timeouts.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .sslContext(context)
                .build();
        selectors.add(SelectorThread.of(made));
        return made;
    }

    private HttpRequest request(HttpCall call, HttpRequest.@Nullable BodyPublisher body) throws IOException {
        URI uri = call.uri();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        // Over plain HTTP the JDK would offer an upgrade in headers some registries choke on.
        request.version(
                uri.getScheme().equalsIgnoreCase("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        // Each once: setting takes less than adding.
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        request.setHeader("User-Agent", userAgent);
        Optional<String> proxyLogin = proxies.authorizationFor(uri);
        if (proxyLogin.isPresent()) {
            request.setHeader("Proxy-Authorization", proxyLogin.get());
        }
        if (body != null) {
            request.method(call.method(), body);
        } else if (call.method().equals("GET")) {
            request.GET();
        } else {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        }
        return request.build();
    }

    /** Ends what is under way; threads and connections go soon after. */
    @Override
    public synchronized void close() {
        for (SelectorThread selector : selectors) {
            selector.end();
        }
    }
}
