package dev.drydock.http;

import dev.drydock.http.address.Origin;
import dev.drydock.http.wire.AnswerBody;
import dev.drydock.http.wire.AnswerHead;
import dev.drydock.http.wire.Connection;
import dev.drydock.http.wire.Connections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One request without a body and its answer, on the thread that runs it. Who cancels the future closes the connection. */
final class DirectExchange implements Runnable {

    private final Connections connections;
    private final HttpCall call;
    private final Origin origin;
    private final String request;
    private final AnswerHandler handler;
    private final CompletableFuture<HttpAnswer> future = new Outcome();
    private @Nullable Connection current;

    /** @throws IllegalArgumentException if a header cannot be sent */
    DirectExchange(Connections connections, HttpCall call, String userAgent, AnswerHandler handler) {
        this.connections = connections;
        this.call = call;
        this.origin = Origin.of(call.uri());
        this.request = head(call, userAgent);
        this.handler = handler;
    }

    CompletableFuture<HttpAnswer> future() {
        return future;
    }

    private static String head(HttpCall call, String userAgent) {
        URI uri = call.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder(call.method()).append(' ').append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\n");
        header(head, "Host", uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            header(head, header.getKey(), header.getValue());
        }
        header(head, "User-Agent", userAgent);
        return head.append("\r\n").toString();
    }

    private static void header(StringBuilder head, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t') {
                throw new IllegalArgumentException("the value of the header " + name + " is more than a line");
            }
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    @Override
    public void run() {
        try {
            future.complete(exchange());
        } catch (CompletionException e) {
            future.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (IOException | RuntimeException | Error e) {
            future.completeExceptionally(e);
        } finally {
            abandon();
        }
    }

    private HttpAnswer exchange() throws IOException {
        Connection connection = held(connections.take(origin));
        AnswerHead head;
        try {
            head = ask(connection);
        } catch (IOException e) {
            if (!connection.mayBeStale() || future.isDone()) {
                throw e;
            }
            connections.drop(connection);
            connection = held(connections.dial(origin));
            head = ask(connection);
        }
        AnswerBody body = new AnswerBody(connection, head);
        byte[] kept = deliver(head, body);
        if (body.leavesConnectionUsable() && release()) {
            connections.giveBack(origin, connection);
        }
        return new HttpAnswer(call.uri(), head.status(), head.headers(), kept);
    }

    private AnswerHead ask(Connection connection) throws IOException {
        connection.send(request);
        return AnswerHead.read(connection);
    }

    private byte[] deliver(AnswerHead head, AnswerBody body) throws IOException {
        HttpResponse.BodySubscriber<byte[]> receiver = handler.apply(new Info(head.status(), head.headers()));
        Wanted wanted = new Wanted();
        receiver.onSubscribe(wanted);
        try {
            ByteBuffer piece = null;
            while (!wanted.cancelled && (piece = body.next()) != null) {
                receiver.onNext(List.of(piece));
            }
            if (piece == null) {
                receiver.onComplete();
            }
        } catch (IOException e) {
            receiver.onError(e);
        }
        return receiver.getBody().toCompletableFuture().join();
    }

    private synchronized Connection held(Connection connection) throws IOException {
        if (future.isDone()) {
            connections.drop(connection);
            throw new IOException("cancelled");
        }
        current = connection;
        return connection;
    }

    /** Whether the connection was still this exchange's. */
    private synchronized boolean release() {
        boolean held = current != null;
        current = null;
        return held;
    }

    /** Closes the connection unless it has been given back. */
    private synchronized void abandon() {
        if (current != null) {
            connections.drop(current);
            current = null;
        }
    }

    private final class Outcome extends CompletableFuture<HttpAnswer> {

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            abandon();
            return cancelled;
        }
    }

    /** Whether the receiver wants more; how much at once does not matter to a sender that waits for each call. */
    private static final class Wanted implements Flow.Subscription {

        private volatile boolean cancelled;

        @Override
        public void request(long pieces) {
            // The next piece comes when this one has been taken.
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
