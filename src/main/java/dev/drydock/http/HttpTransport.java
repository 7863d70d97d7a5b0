package dev.drydock.http;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.tls.TlsTrust;
import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes single requests over one pool of connections: no redirect is followed, nothing repeated, no credential added but
 * the proxy's. HTTP/2 where a TLS server offers it. Bodies that go to a sink come over connections of their own unless there is a
 * proxy on the way.
 */
@StartUp
public final class HttpTransport implements AutoCloseable {

    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

    private final TlsTrust tls;
    private @Nullable HttpClient plain;
    private @Nullable HttpClient secure;
    private @Nullable DirectDownloads downloads;

    /** Selector threads of the clients; found when these are made, which is ahead of need, not when all is done and awaited. */
    private final List<SelectorThread> selectors = new ArrayList<>();

    private final ThreadPoolExecutor executor;
    private final ScheduledThreadPoolExecutor timer;
    private final Timeouts timeouts;
    private final Proxies proxies;
    private final String userAgent;

    /**
     * @param log warned once a host when a certificate is accepted that nobody vouches for
     * @throws IOException if a certificate or key cannot be used
     */
    public static HttpTransport open(HttpOptions options, BuildLog log) throws IOException {
        TlsTrust trust = new TlsTrust(options.tls(), new InsecureHosts(options.insecureHosts()), log);
        Proxies proxies = new Proxies(options.proxies(), options.timeouts(), trust);
        return new HttpTransport(options.timeouts(), proxies, trust, options.userAgent());
    }

    private HttpTransport(Timeouts timeouts, Proxies proxies, TlsTrust tls, String userAgent) {
        this.timeouts = timeouts;
        this.proxies = proxies;
        this.userAgent = userAgent;
        this.tls = tls;
        executor = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named("drydock-http"));
        timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("drydock-http-timer"));
        timer.setRemoveOnCancelPolicy(true);
        // A client that is forgotten, not closed, keeps no thread.
        timer.setKeepAliveTime(5, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
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

    /**
     * Sends the request and reads the answer to its end.
     *
     * @throws LocalFailure if the content or the sink failed
     * @throws IOException if no whole answer came
     * @throws InterruptedException if the thread was interrupted; the request is cancelled
     */
    public HttpAnswer exchange(HttpCall call) throws IOException, InterruptedException {
        if (call.sink() != null
                && call.body() == null
                && proxies.proxyFor(call.uri()).isEmpty()) {
            return downloads().exchange(call);
        }
        try (ExchangeWatch watch = new ExchangeWatch(timer, timeouts, call.commit());
                ContentPublisher body = call.body() == null ? null : new ContentPublisher(call.body(), watch)) {
            if (body == null) {
                watch.bodySent();
            }
            AnswerHandler handler = new AnswerHandler(call, watch);
            CompletableFuture<HttpResponse<byte[]>> future = client(call.uri()).sendAsync(request(call, body), handler);
            watch.guard(future);
            try {
                HttpResponse<byte[]> response = future.get();
                if (response.statusCode() == 407) {
                    throw refusal(call, 407);
                }
                return new HttpAnswer(call.uri(), response.statusCode(), response.headers(), body(response));
            } catch (InterruptedException e) {
                future.cancel(true);
                throw e;
            } catch (ExecutionException | CancellationException e) {
                throw watch.explain(untunnelled(call, asIoException(e)));
            } finally {
                handler.detach();
            }
        }
    }

    private synchronized DirectDownloads downloads() {
        DirectDownloads made =
                downloads == null ? new DirectDownloads(tls, executor, timer, timeouts, userAgent) : downloads;
        downloads = made;
        return made;
    }

    /** The JDK has the status of a refused CONNECT in the message only. */
    private IOException untunnelled(HttpCall call, IOException failure) {
        Matcher refused = TUNNEL_FAILED.matcher(String.valueOf(failure.getMessage()));
        return refused.matches() ? refusal(call, Integer.parseInt(refused.group(1))) : failure;
    }

    private IOException refusal(HttpCall call, int status) {
        Optional<ProxySettings> proxy = proxies.proxyFor(call.uri());
        return proxy.isPresent()
                ? new ProxyRefusal(proxy.get(), status)
                : new IOException(call + " was answered " + status + ", as by a proxy, and none is configured");
    }

    /** A proxy's refusal of CONNECT comes without any body, not even an empty one. */
    private static byte[] body(HttpResponse<byte[]> response) {
        return Objects.requireNonNullElse(response.body(), new byte[0]);
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

    static IOException asIoException(Exception failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof LocalFailure local) {
                return local;
            }
        }
        return cause instanceof IOException io ? io : new IOException(String.valueOf(cause.getMessage()), cause);
    }

    /** Ends what is under way; threads and connections go soon after. */
    @Override
    public synchronized void close() {
        timer.shutdownNow();
        for (SelectorThread selector : selectors) {
            selector.end();
        }
        if (downloads != null) {
            downloads.close();
        }
        executor.shutdown();
        proxies.close();
    }
}
