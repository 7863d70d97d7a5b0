package dev.drydock.http;

import dev.drydock.http.address.Locations;
import dev.drydock.startup.StartUp;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request about to be made.
 *
 * @param headers all but those the body and the connection bring
 * @param body null for none
 * @param sink for the body of the answer; null to keep it
 * @param keep bytes of the answer's body kept; of a success there must not be more, of another status the rest is cut off
 * @param commit whether the answer may take the commit time-out rather than the idle one
 */
@StartUp
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        @Nullable Body body,
        @Nullable AnswerSink sink,
        int keep,
        boolean commit) {

    /** Enough for any error body worth reading. */
    public static final int SMALL = 64 << 10;

    /**
     * The body: {@code length} bytes of the content from {@code offset} on.
     */
    public record Body(Content content, long offset, long length) {}

    public static HttpCall of(String method, URI uri) {
        return new HttpCall(method, uri, Map.of(), null, null, SMALL, false);
    }

    public static HttpCall get(URI uri) {
        return of("GET", uri);
    }

    public HttpCall to(URI other) {
        return new HttpCall(method, other, headers, body, sink, keep, commit);
    }

    public HttpCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, uri, more, body, sink, keep, commit);
    }

    public HttpCall sending(Content content, long offset, long length) {
        return new HttpCall(method, uri, headers, new Body(content, offset, length), sink, keep, commit);
    }

    public HttpCall sending(byte[] bytes) {
        return sending(new BytesContent(bytes), 0, bytes.length);
    }

    public HttpCall into(AnswerSink answerSink) {
        return new HttpCall(method, uri, headers, body, answerSink, keep, commit);
    }

    public HttpCall keeping(int limit) {
        return new HttpCall(method, uri, headers, body, sink, limit, commit);
    }

    public HttpCall committing() {
        return new HttpCall(method, uri, headers, body, sink, keep, true);
    }

    /** Method and address without query, as errors name it. */
    @Override
    public String toString() {
        return method + " " + Locations.forMessage(uri);
    }
}
