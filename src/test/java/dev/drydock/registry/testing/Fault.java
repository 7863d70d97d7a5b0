package dev.drydock.registry.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

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
            connection.closeLingering();
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
                    // The bytes that had come are in the registry, which is the point.
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

    /** Sends the client elsewhere with this status. */
    static Fault redirect(int status, String base) {
        return (registry, request, connection) -> {
            request.body().readAllBytes();
            connection.send(Response.of(status).with("Location", base + request.target()));
        };
    }

    /** Sends the client to the registry's other host with this status; not where tokens are given, which is no registry. */
    static Fault toAnnex(int status) {
        return (registry, request, connection) -> {
            if (request.path().equals("/token")) {
                connection.send(registry.answer(request));
            } else {
                redirect(status, registry.annex().url()).play(registry, request, connection);
            }
        };
    }

    /** Sends whoever wants to read to the registry's other host, with an address that is signed for GET and for nothing else. */
    static Fault toAnnexForGet() {
        return (registry, request, connection) -> {
            boolean reading = request.method().equals("GET") || request.method().equals("HEAD");
            if (reading && !request.path().equals("/token")) {
                connection.send(
                        Response.of(302).with("Location", registry.annex().url() + request.path() + "?signed=GET"));
            } else {
                connection.send(registry.answer(request));
            }
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

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
