package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer about to be sent.
 *
 * @param length of the body
 */
public record Response(int status, Map<String, String> headers, Body body, long length) {

    /** Opened once, when the answer is sent. */
    public interface Body {
        InputStream open() throws IOException;
    }

    public static Response of(int status) {
        return new Response(status, new LinkedHashMap<>(), InputStream::nullInputStream, 0);
    }

    /** An error as the distribution specification has it. */
    public static Response error(int status, String code, String message) {
        return of(status)
                .with("Content-Type", "application/json")
                .body("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}");
    }

    public Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body, length);
    }

    public Response without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.keySet().removeIf(header::equalsIgnoreCase);
        return new Response(status, fewer, body, length);
    }

    public Response body(byte[] bytes) {
        return body(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    public Response body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Response body(Body newBody, long newLength) {
        return new Response(status, headers, newBody, newLength);
    }

    public byte[] bytes() throws IOException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        }
    }
}
