package dev.drydock.http;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, on the thread that runs it. Who cancels the future waits no longer; the thread notices with the next
 * bytes that come, or at the connection's time-out.
 */
@StartUp
final class DirectExchange implements Exchange, Runnable {

    private static final ThreadFactory ENDS = DaemonThreads.named("drydock-http-end");

    private final HttpURLConnection connection;
    private final HttpCall call;
    private final @Nullable DirectBody body;
    private final AnswerHandler handler;
    private final ExchangeWatch watch;
    private final Set<DirectExchange> open;
    private volatile boolean answered;
    private final CompletableFuture<HttpAnswer> future = new CompletableFuture<>();

    /**
     * @param connection not connected yet; this exchange's from now on
     * @param body null for none
     * @param open the exchanges that nobody has closed; closing removes this one
     */
    DirectExchange(
            HttpURLConnection connection,
            HttpCall call,
            @Nullable DirectBody body,
            AnswerHandler handler,
            ExchangeWatch watch,
            Set<DirectExchange> open) {
        this.connection = connection;
        this.call = call;
        this.body = body;
        this.handler = handler;
        this.watch = watch;
        this.open = open;
    }

    @Override
    public CompletableFuture<HttpAnswer> future() {
        return future;
    }

    @Override
    public HttpAnswer answer() throws ExecutionException, InterruptedException {
        return future.get();
    }

    @Override
    public IOException explained(IOException failure) {
        return failure;
    }

    /** A thread that still sends, or waits for the first byte of the answer, is freed. */
    @Override
    public void close() {
        open.remove(this);
        if (body != null) {
            body.close();
        }
        if (!answered) {
            // On a thread of its own, because closing may wait for the one that writes.
            ENDS.newThread(new End(connection)).start();
        }
    }

    @Override
    public void run() {
        boolean whole = false;
        try {
            HttpAnswer answer = exchange();
            whole = true;
            future.complete(answer);
        } catch (CompletionException e) {
            future.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (IOException | RuntimeException | Error e) {
            future.completeExceptionally(e);
        } finally {
            answered = true;
            if (!whole) {
                connection.disconnect();
            }
        }
    }

    private HttpAnswer exchange() throws IOException {
        if (connection.getDoOutput()) {
            send();
        }
        watch.bodySent();
        int status = connection.getResponseCode();
        answered = true;
        return new DirectAnswer(connection, call, future).read(status, handler);
    }

    private void send() throws IOException {
        OutputStream out = connection.getOutputStream();
        if (body != null) {
            body.writeTo(out);
        }
        out.close();
    }

    private record End(HttpURLConnection connection) implements Runnable {

        @Override
        public void run() {
            connection.disconnect();
        }
    }
}
