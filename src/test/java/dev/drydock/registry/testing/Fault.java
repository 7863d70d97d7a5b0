package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Something that goes wrong with one request. */
@FunctionalInterface
public interface Fault {

    /** Plays it instead of the usual answer, which {@link TestRegistry#answer} makes. */
    void play(TestRegistry registry, Request request, Connection connection) throws IOException;

    /** Answers with this status, the registry untouched; headers as {@code Name: value}. */
    static Fault status(int status, String... headers) {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            Response answer =
                    Response.error(status, status == 429 ? "TOOMANYREQUESTS" : "UNKNOWN", "scripted " + status);
            for (String header : headers) {
                int colon = header.indexOf(':');
                answer = answer.with(
                        header.substring(0, colon), header.substring(colon + 1).strip());
            }
            connection.send(answer);
        };
    }

    /** Answers with this status before the body is read, and closes. */
    static Fault earlyStatus(int status) {
        return (registry, request, connection) -> {
            connection.send(
                    Response.error(status, "UNKNOWN", "scripted " + status).with("Connection", "close"));
            connection.close();
        };
    }

    /** Closes without a word as soon as the head has come. */
    static Fault closeAtOnce() {
        return (registry, request, connection) -> connection.close();
    }

    /** The same as a reset. */
    static Fault resetAtOnce() {
        return (registry, request, connection) -> connection.reset();
    }

    /** Takes in half of the request's body, then resets the connection. */
    static Fault cutRequest() {
        return (registry, request, connection) -> {
            long length = Long.parseLong(request.header("Content-Length").orElse("0"));
            byte[] half = request.body().readNBytes((int) (length / 2));
            InputStream cut = new java.io.SequenceInputStream(new ByteArrayInputStream(half), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("cut");
                }
            });
            if (length > 0) {
                try {
                    registry.answer(
                            new Request(request.number(), request.method(), request.target(), request.headers(), cut));
                } catch (IOException e) {
                    // What had come is in the registry, which is the point.
                }
            }
            connection.reset();
        };
    }

    /** Does all that was asked and closes without answering. */
    static Fault loseAnswer() {
        return (registry, request, connection) -> {
            registry.answer(request);
            connection.close();
        };
    }

    /** Does all that was asked and answers with this status nevertheless. */
    static Fault doneBut(int status) {
        return (registry, request, connection) -> {
            registry.answer(request);
            connection.send(Response.error(status, "UNKNOWN", "scripted " + status));
        };
    }

    /** Does all that was asked and never answers. */
    static Fault hang(long millis) {
        return (registry, request, connection) -> {
            registry.answer(request);
            sleep(millis);
            connection.close();
        };
    }

    /** The head of the answer ends in the middle. */
    static Fault cutHead() {
        return (registry, request, connection) -> {
            registry.answer(request);
            connection.raw("HTTP/1.1 20".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** The body of the answer ends in the middle. */
    static Fault cutBody() {
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
    static Fault corruptBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            if (body.length > 0) {
                body[body.length / 2] ^= 1;
            }
            connection.send(answer.body(body));
        };
    }

    /** One bit of the request's body is wrong when the registry gets it. */
    static Fault corruptRequest() {
        return (registry, request, connection) -> {
            byte[] body = request.body().readAllBytes();
            if (body.length > 0) {
                body[body.length / 2] ^= 1;
            }
            connection.send(registry.answer(new Request(
                    request.number(),
                    request.method(),
                    request.target(),
                    request.headers(),
                    new ByteArrayInputStream(body))));
        };
    }

    /** The digest header of the answer names something else. */
    static Fault wrongDigest() {
        return (registry, request, connection) -> connection.send(
                registry.answer(request).with("Docker-Content-Digest", "sha256:" + "0123456789abcdef".repeat(4)));
    }

    /** The answer has fewer bytes than the thing has, and says so. */
    static Fault shortBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.send(answer.body(Arrays.copyOf(body, body.length / 2)));
        };
    }

    /** The answer has more bytes than the thing has, and says so. */
    static Fault longBody() {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            byte[] body = answer.bytes();
            connection.send(answer.body(Arrays.copyOf(body, body.length + 1000)));
        };
    }

    /** More bytes come than the length said: the next answer on this connection would begin with them. */
    static Fault overrun() {
        return (registry, request, connection) -> {
            connection.send(registry.answer(request));
            connection.raw("surplus".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** Sends the client elsewhere with this status. */
    static Fault redirect(int status, String base) {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            connection.send(Response.of(status).with("Location", base + request.target()));
        };
    }

    /** Whatever Location the answer has leads elsewhere. */
    static Fault strangeLocation(String base) {
        return (registry, request, connection) -> {
            Response answer = registry.answer(request);
            connection.send(
                    answer.headers().containsKey("Location")
                            ? answer.with("Location", base + answer.headers().get("Location"))
                            : answer);
        };
    }

    /** The answer comes in small pieces with pauses. */
    static Fault drip(int pieces, long pauseMillis) {
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
    static Fault stall(long millis) {
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
    static Fault http10() {
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
    static Fault http10Cut() {
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
    static Fault chunkedCut() {
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
    static Fault garbage() {
        return (registry, request, connection) -> {
            connection.raw("\u0015\u0003\u0001 no HTTP \r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            connection.close();
        };
    }

    /** A page of some gateway, with status 200. */
    static Fault portal() {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            connection.send(
                    Response.of(200).with("Content-Type", "text/html").body("<html><body>Please log in</body></html>"));
        };
    }

    /** An error whose body never ends. */
    static Fault endlessError() {
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

    /** Before the request is served, all uploads are forgotten. */
    static Fault uploadsLost() {
        return (registry, request, connection) -> {
            registry.loseUploads();
            connection.send(registry.answer(request));
        };
    }

    /** Before the request is served, all tokens expire. */
    static Fault tokensExpired() {
        return (registry, request, connection) -> {
            registry.expireTokens();
            connection.send(registry.answer(request));
        };
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
