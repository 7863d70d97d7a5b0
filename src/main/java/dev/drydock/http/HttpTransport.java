package dev.drydock.http;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.http.address.InsecureHosts;
import dev.drydock.http.tls.TlsTrust;
import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes single requests over connections that are kept: no redirect is followed, nothing repeated that could do harm twice, no
 * credential added but the proxy's. The JDK has two clients; each request is made by the one that does it better.
 */
@StartUp
public final class HttpTransport implements AutoCloseable {

    private final TlsTrust tls;
    private @Nullable PooledClient pooled;
    private @Nullable DirectRequests direct;
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

    /**
     * Sends the request and reads the answer to its end.
     *
     * @throws LocalFailure if the content or the sink failed
     * @throws IOException if no whole answer came
     * @throws InterruptedException if the thread was interrupted; the request is cancelled
     */
    public HttpAnswer exchange(HttpCall call) throws IOException, InterruptedException {
        try (ExchangeWatch watch = new ExchangeWatch(timer, timeouts, call.commit())) {
            AnswerHandler handler = new AnswerHandler(call, watch);
            try (Exchange exchange = begin(call, handler, watch)) {
                watch.guard(exchange.future());
                try {
                    HttpAnswer answer = exchange.answer();
                    if (answer.status() == 407) {
                        throw proxies.refusal(call, 407);
                    }
                    return answer;
                } catch (InterruptedException e) {
                    exchange.future().cancel(true);
                    throw e;
                } catch (ExecutionException | CancellationException e) {
                    throw watch.explain(exchange.explained(asIoException(e)));
                }
            } finally {
                handler.detach();
            }
        }
    }

    private Exchange begin(HttpCall call, AnswerHandler handler, ExchangeWatch watch) throws IOException {
        return DirectRequests.takes(call) && proxies.proxyFor(call.uri()).isEmpty()
                ? direct().begin(call, handler, watch)
                : pooled().begin(call, handler, watch);
    }

    private synchronized DirectRequests direct() {
        DirectRequests made = direct == null ? new DirectRequests(tls, executor, timeouts, userAgent) : direct;
        direct = made;
        return made;
    }

    private synchronized PooledClient pooled() {
        PooledClient made = pooled == null ? new PooledClient(tls, proxies, executor, timeouts, userAgent) : pooled;
        pooled = made;
        return made;
    }

    private static IOException asIoException(Exception failure) {
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
        if (pooled != null) {
            pooled.close();
        }
        if (direct != null) {
            direct.close();
        }
        executor.shutdown();
        proxies.close();
    }
}
