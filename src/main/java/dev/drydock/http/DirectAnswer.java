package dev.drydock.http;

import dev.drydock.startup.StartUp;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

/** Reads the answer of one request from its connection, and hands the body on as the JDK's newer client would. */
@StartUp
final class DirectAnswer {

    private static final long BUFFER = 128 << 10;

    private final HttpURLConnection connection;
    private final HttpCall call;
    private final Future<HttpAnswer> awaited;

    /** @param awaited done when nobody waits for the answer any longer */
    DirectAnswer(HttpURLConnection connection, HttpCall call, Future<HttpAnswer> awaited) {
        this.connection = connection;
        this.call = call;
        this.awaited = awaited;
    }

    /**
     * Reads it to its end, or for as long as it is wanted.
     *
     * @param status as the connection tells it
     * @throws CompletionException around the failure of whoever took the body
     */
    HttpAnswer read(int status, AnswerHandler handler) throws IOException {
        if (status < 0) {
            // In the words of the JDK's other client, which are put better where failures are explained.
            throw new ProtocolException("Invalid status line: the answer is not HTTP");
        }
        if (status < 100) {
            // The JDK takes what came of three digits for a number.
            throw new EOFException("the answer ended in its first line");
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
        return HttpHeaders.of(named, All.NAMES);
    }

    /** @throws EOFException if the connection ends before the body does, which the connection does not tell by itself */
    private void deliver(int status, HttpResponse.BodySubscriber<byte[]> receiver, Wanted wanted) throws IOException {
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            // None where a large body was refused for want of a log-in.
            if (in != null
                    && !deliverAll(in, hasBody(status) ? connection.getContentLengthLong() : 0, receiver, wanted)) {
                return;
            }
        }
        receiver.onComplete();
    }

    /** @return whether all has been delivered; false if the receiver does not want more */
    private boolean deliverAll(InputStream in, long length, HttpResponse.BodySubscriber<byte[]> receiver, Wanted wanted)
            throws IOException {
        byte[] buffer = new byte[(int) (length < 0 ? BUFFER : Math.max(1, Math.min(length, BUFFER)))];
        long came = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            came += count;
            receiver.onNext(List.of(ByteBuffer.wrap(buffer, 0, count)));
            if (wanted.cancelled) {
                connection.disconnect();
                return false;
            }
            if (awaited.isDone()) {
                throw new IOException("nobody waits for this answer any more");
            }
        }
        if (came < length) {
            throw new EOFException("the answer ended after " + came + " of " + length + " bytes");
        }
        return true;
    }

    /** RFC 9110, section 6.4.1: the length that these tell is one of a body they do not have. */
    private boolean hasBody(int status) {
        return !call.method().equals("HEAD") && status != 204 && status != HttpURLConnection.HTTP_NOT_MODIFIED;
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

    private static final class All implements BiPredicate<String, String> {

        static final All NAMES = new All();

        @Override
        public boolean test(String name, String value) {
            return true;
        }
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
