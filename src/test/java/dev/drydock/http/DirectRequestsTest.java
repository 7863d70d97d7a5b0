package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.PasswordAuthentication;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers of {@link DirectRequests}. */
class DirectRequestsTest {

    private WrittenAnswers server;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        server = new WrittenAnswers();
        transport = WrittenAnswers.impatient();
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
    }

    /** Takes successes. */
    private static class Kept implements AnswerSink {

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean accepts(int status, HttpHeaders headers) {
            return status == 200;
        }

        @Override
        public void write(ByteBuffer piece) throws IOException {
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }
    }

    private String get() throws IOException, InterruptedException {
        Kept sink = new Kept();
        transport.exchange(
                server.call("GET", "/v2/x?y=%20z").with("Range", "bytes=0-").into(sink));
        return sink.bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_request_says_what_it_should_and_connections_serve_several() throws Exception {
        assertThat(get()).isEqualTo("hello");
        assertThat(get()).isEqualTo("hello");
        assertThat(server.sockets).hasSize(1);
        assertThat(server.requests.get(0))
                .containsExactly(
                        "GET /v2/x?y=%20z HTTP/1.1",
                        "Accept: */*",
                        "User-Agent: drydock",
                        "Range: bytes=0-",
                        "Host: 127.0.0.1:" + server.port(),
                        "Connection: keep-alive");
    }

    @Test
    void the_length_of_an_answer_to_head_is_not_awaited() throws Exception {
        server.answers.add("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        HttpAnswer answer = transport.exchange(server.call("HEAD", "/"));
        assertThat(answer.header("Content-Length")).contains("5000");
        assertThat(get()).isEqualTo("hello");
        assertThat(server.sockets).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PUT,true", "POST,true", "HEAD,true", "PATCH,false"})
    void patches_are_left_to_the_other_client(String method, boolean taken) {
        assertThat(DirectRequests.takes(HttpCall.of(method, URI.create("http://registry/"))))
                .isEqualTo(taken);
    }

    @Test
    void a_connection_that_was_closed_while_at_rest_is_replaced() throws Exception {
        server.answersPerConnection = 1;
        for (int i = 0; i < 3; i++) {
            assertThat(get()).isEqualTo("hello");
            for (Socket socket : server.sockets) {
                socket.close();
            }
        }
        assertThat(server.requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nX: y\r\n\r\n",
                "Connection: close\r\n\r\nhello"
            })
    void a_body_is_what_its_head_says(String answer) throws Exception {
        server.answersPerConnection = 1;
        server.answers.add("HTTP/1.1 200 OK\r\n" + answer);
        assertThat(get()).isEqualTo("hello");
    }

    /** Nothing that is cut off passes for whole. */
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK|Content-Length: 50||hello', the answer ended after 5 of 50 bytes",
        "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||9|hello', Premature EOF",
        "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|', Premature EOF",
        "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|hello', Bogus chunk size",
        "'HTTP/1.1 20', the answer ended in its first line",
        "'SSH-2.0-OpenSSH_9.2|', Invalid status line: the answer is not HTTP",
    })
    void an_answer_that_is_not_whole_is_a_failure(String answer, String why) {
        server.answersPerConnection = 1;
        for (int i = 0; i < 3; i++) {
            server.answers.add(answer.replace("|", "\r\n"));
        }
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void what_the_sink_does_not_want_is_kept() throws Exception {
        server.answers.add("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nX-Why: so\r\n\r\nnone");
        Kept sink = new Kept();
        HttpAnswer answer = transport.exchange(server.call("GET", "/").into(sink));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-why")).contains("so");
        assertThat(answer.body()).asString(StandardCharsets.ISO_8859_1).isEqualTo("none");
        assertThat(sink.bytes.size()).isZero();
        assertThat(get()).isEqualTo("hello");
        assertThat(server.sockets).hasSize(1);
    }

    @Test
    void passwords_that_the_jvm_knows_for_other_purposes_are_not_sent() throws Exception {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("me", "secret".toCharArray());
            }
        });
        try {
            server.answers.add(
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            HttpAnswer answer = transport.exchange(server.call("GET", "/").into(new Kept()));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(server.requests).hasSize(1);
        } finally {
            Authenticator.setDefault(null);
        }
    }

    @Test
    void a_fault_of_the_sink_is_ours_and_ends_the_transfer() {
        IOException full = new IOException("No space left on device");
        Kept failing = new Kept() {
            @Override
            public void write(ByteBuffer piece) throws IOException {
                throw new LocalFailure(full);
            }
        };
        assertThatThrownBy(() -> transport.exchange(server.call("GET", "/").into(failing)))
                .isInstanceOf(LocalFailure.class)
                .hasCause(full);
    }

    @Test
    void silence_has_an_end() {
        server.answers.add("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhang");
        assertThatThrownBy(this::get).hasMessage("no byte came for 300 ms");
        server.answers.add("HTTP/1.1 200 OK\r\nhang");
        assertThatThrownBy(this::get).hasMessage("no answer came for 300 ms");
    }

    @Test
    void an_interrupted_transfer_reaches_the_sink_no_more() throws Exception {
        server.answers.add("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhang");
        Kept sink = new Kept();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> transport.exchange(server.call("GET", "/").into(sink)))
                .isInstanceOf(InterruptedException.class);
        int before = sink.bytes.size();
        Thread.sleep(100);
        assertThat(sink.bytes.size()).isEqualTo(before);
    }

    @Test
    void nobody_there_is_told_apart() throws Exception {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> transport.exchange(HttpCall.get(URI.create("http://127.0.0.1:" + port + "/"))
                        .into(new Kept())))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void closing_ends_what_is_under_way() {
        server.answers.add("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhang");
        Kept closing = new Kept() {
            @Override
            public void write(ByteBuffer piece) throws IOException {
                super.write(piece);
                transport.close();
            }
        };
        assertThatThrownBy(() -> transport.exchange(server.call("GET", "/").into(closing)))
                .isInstanceOf(IOException.class);
    }
}
