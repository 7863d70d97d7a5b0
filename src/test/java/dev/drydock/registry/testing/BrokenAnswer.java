package dev.drydock.registry.testing;

import static dev.drydock.registry.testing.Fault.sleep;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Faults of the answer: the request was served, but what comes back is cut, changed, slow or no HTTP at all. */
public final class BrokenAnswer {

    private BrokenAnswer() {}

    /** The head of the answer ends in the middle. */
    public static Fault cutHead() {
        return (registry, request, connection) -> {
            registry.answer(request);
            connection.raw("HTTP/1.1 20".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** The body of the answer ends in the middle. */
    public static Fault cutBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.head("HTTP/1.1", answer.with("Content-Length", String.valueOf(body.length)));
            if (!connection.isHeadOnly()) {
                connection.raw(Arrays.copyOf(body, body.length / 2));
            }
            connection.close();
        };
    }

    /** One bit of the answer's body is wrong. */
    public static Fault corruptBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            if (body.length > 0) {
                body[body.length / 2] ^= 1;
            }
            connection.send(answer.body(body));
        };
    }

    /** The digest header of the answer names something else. */
    public static Fault wrongDigest() {
        return (registry, request, connection) -> connection.send(
                registry.answer(request).with("Docker-Content-Digest", "sha256:" + "0123456789abcdef".repeat(4)));
    }

    /** The answer has fewer bytes than the thing has, and says so. */
    public static Fault shortBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.send(answer.body(Arrays.copyOf(body, body.length / 2)));
        };
    }

    /** The answer has more bytes than the thing has, and says so. */
    public static Fault longBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.send(answer.body(Arrays.copyOf(body, body.length + 1000)));
        };
    }

    /** More bytes come than the length said: the next answer on this connection would begin with them. */
    public static Fault overrun() {
        return (registry, request, connection) -> {
            connection.send(registry.answer(request));
            connection.raw("surplus".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** The answer comes in small pieces with pauses. */
    public static Fault drip(int pieces, long pauseMillis) {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = connection.isHeadOnly() ? new byte[0] : answer.bytes();
            connection.head("HTTP/1.1", answer.with("Content-Length", String.valueOf(answer.length())));
            int size = Math.max(1, body.length / pieces);
            for (int at = 0; at < body.length; at += size) {
                sleep(pauseMillis);
                connection.raw(Arrays.copyOfRange(body, at, Math.min(body.length, at + size)));
            }
        };
    }

    /** Half of the answer's body comes, then nothing, the connection staying open. */
    public static Fault stall(long millis) {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.head("HTTP/1.1", answer.with("Content-Length", String.valueOf(body.length)));
            if (!connection.isHeadOnly()) {
                connection.raw(Arrays.copyOf(body, body.length / 2));
            }
            sleep(millis);
            connection.close();
        };
    }

    /** Answers as servers of 1996 did: no length, the end of the connection is the end of the body. */
    public static Fault http10() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            connection.head("HTTP/1.0", answer.without("Content-Length"));
            if (!connection.isHeadOnly()) {
                connection.raw(answer.bytes());
            }
            connection.close();
        };
    }

    /** The same with only half of the body, which nothing in HTTP tells. */
    public static Fault http10Cut() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.head("HTTP/1.0", answer.without("Content-Length"));
            if (!connection.isHeadOnly()) {
                connection.raw(Arrays.copyOf(body, body.length / 2));
            }
            connection.close();
        };
    }

    /** The answer comes in chunks that end without the last one. */
    public static Fault chunkedCut() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.head("HTTP/1.1", answer.with("Transfer-Encoding", "chunked"));
            if (!connection.isHeadOnly()) {
                connection.raw((Integer.toHexString(Math.max(1, body.length / 2)) + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                connection.raw(Arrays.copyOf(body, Math.max(1, body.length / 2)));
            }
            connection.close();
        };
    }

    /** Bytes that are no HTTP. */
    public static Fault garbage() {
        return (registry, request, connection) -> {
            connection.raw("\u0015\u0003\u0001 no HTTP \r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** A page of some gateway, with status 200. */
    public static Fault portal() {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            connection.send(
                    Response.of(200).with("Content-Type", "text/html").body("<html><body>Please log in</body></html>"));
        };
    }

    /** An error whose body never ends. */
    public static Fault endlessError() {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            connection.head("HTTP/1.1", Response.of(500).with("Content-Type", "text/plain"));
            byte[] noise = "trouble ".repeat(4096).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < 1000; i++) {
                connection.raw(noise);
            }
            connection.close();
        };
    }
}
