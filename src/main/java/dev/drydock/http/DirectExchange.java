package dev.drydock.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

/**
 * One request without a body and its answer, on the thread that runs it. Who cancels the future waits no longer; the thread notices
 * with the next bytes that come, or at the connection's time-out.
 */
final class DirectExchange implements Runnable {

    private static final int BUFFER = 128 << 10;

    private final HttpURLConnection connection;
    private final HttpCall call;
    private final AnswerHandler handler;
    private final CompletableFuture<HttpAnswer> future = new CompletableFuture<>();

    /** @param connection not connected yet; this exchange's from now on */
    DirectExchange(HttpURLConnection connection, HttpCall call, AnswerHandler handler) {
        this.connection = connection;
        this.call = call;
        this.handler = handler;
    }

    CompletableFuture<HttpAnswer> future() {
        return future;
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
            if (!whole) {
                connection.disconnect();
            }
        }
    }

    private HttpAnswer exchange() throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            // In the words of the JDK's other client, which are put better where failures are explained.
            throw new ProtocolException("Invalid status line: the answer is not HTTP");
        }
        HttpHeaders headers = headers();
        HttpResponse.BodySubscriber<byte[]> receiver = handler.apply(new Info(status, headers));
        Wanted wanted = new Wanted();
        receiver.onSubscribe(wanted);
        try {
            deliver(status, receiver, wanted);
        } catch (IOException e) {
            receiver.onError(e);
        }
        return new HttpAnswer(
                call.uri(),
                status,
                headers,
                receiver.getBody().toCompletableFuture().join());
    }

    private HttpHeaders headers() {
        Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, List<String>> header :
                connection.getHeaderFields().entrySet()) {
            // The status line stands among them, without a name.
            if (header.getKey() != null) {
                named.put(header.getKey(), header.getValue());
            }
        }
        return HttpHeaders.of(named, (name, value) -> true);
    }

    /** @throws EOFException if the connection ends before the body does, which the connection does not tell by itself */
    private void deliver(int status, HttpResponse.BodySubscriber<byte[]> receiver, Wanted wanted) throws IOException {
        long length = connection.getContentLengthLong();
        long came = 0;
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] buffer = new byte[BUFFER];
            while (body != null) {
                int count = body.read(buffer);
                if (count < 0) {
                    break;
                }
                came += count;
                receiver.onNext(List.of(ByteBuffer.wrap(buffer, 0, count)));
                if (wanted.cancelled) {
                    connection.disconnect();
                    return;
                }
                if (future.isDone()) {
                    throw new IOException("nobody waits for this answer any more");
                }
            }
        }
        if (came < length && status != HttpURLConnection.HTTP_NOT_MODIFIED) {
            throw new EOFException("the answer ended after " + came + " of " + length + " bytes");
        }
        receiver.onComplete();
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
