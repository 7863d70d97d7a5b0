package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.progress.BuildLog;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectRequestsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final Set<Socket> sockets = Collections.synchronizedSet(new java.util.HashSet<>());
    private ServerSocket server;
    private HttpTransport transport;
    private volatile boolean readsBodies = true;
    private volatile int answersPerConnection = Integer.MAX_VALUE;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
        transport = open(new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1)));
    }

    private static HttpTransport open(Timeouts timeouts) throws IOException {
        return HttpTransport.open(
                HttpOptions.DEFAULT.toBuilder().timeouts(timeouts).build(), BuildLog.NONE);
    }

    private HttpAnswer patiently(HttpCall call) throws IOException, InterruptedException {
        try (HttpTransport patient = open(Timeouts.DEFAULT)) {
            return patient.exchange(call);
        }
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread thread = new Thread(() -> serve(client));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < answersPerConnection; i++) {
                List<String> request = new ArrayList<>();
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    request.add(line);
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                if (request.isEmpty()) {
                    return;
                }
                if (length > 0 && readsBodies) {
                    char[] body = new char[length];
                    int read = 0;
                    while (read < length) {
                        read += in.read(body, read, length - read);
                    }
                    request.add(new String(body));
                }
                requests.add(request);
                String answer = answers.isEmpty() ? OK : answers.remove(0);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
                if (answer.endsWith("hang")) {
                    Thread.sleep(5_000);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone.
        }
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

    private HttpCall call(String path) {
        return HttpCall.get(URI.create("http://127.0.0.1:" + server.getLocalPort() + path));
    }

    private String get() throws IOException, InterruptedException {
        Kept sink = new Kept();
        transport.exchange(call("/v2/x?y=%20z").with("Range", "bytes=0-").into(sink));
        return sink.bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_request_says_what_it_should_and_connections_serve_several() throws Exception {
        assertThat(get()).isEqualTo("hello");
        assertThat(get()).isEqualTo("hello");
        assertThat(sockets).hasSize(1);
        assertThat(requests.get(0))
                .containsExactly(
                        "GET /v2/x?y=%20z HTTP/1.1",
                        "Accept: */*",
                        "User-Agent: drydock",
                        "Range: bytes=0-",
                        "Host: 127.0.0.1:" + server.getLocalPort(),
                        "Connection: keep-alive");
    }

    /** Servers answer 411 to a request that may have a body and does not say that it has none. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void a_request_without_a_body_says_so(String method) throws Exception {
        transport.exchange(HttpCall.of(method, call("/").uri()));
        assertThat(requests.get(0)).contains("Content-Length: 0", "Content-Type: application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "DELETE", "GET"})
    void a_request_that_has_no_body_says_nothing_of_one(String method) throws Exception {
        answers.add("HTTP/1.1 204 No Content\r\n\r\n");
        transport.exchange(HttpCall.of(method, call("/").uri()));
        assertThat(requests.get(0)).noneMatch(line -> line.startsWith("Content-"));
    }

    @Test
    void a_body_is_sent_from_its_place() throws Exception {
        answers.add("HTTP/1.1 201 Created\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
        Content content = new BytesContent("0123456789".getBytes(StandardCharsets.US_ASCII));
        HttpAnswer answer = transport.exchange(HttpCall.of("PUT", call("/").uri())
                .with("Content-Type", "text/plain")
                .sending(content, 3, 4));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).contains("/there");
        assertThat(requests.get(0)).contains("Content-Length: 4", "Content-Type: text/plain", "3456");
    }

    @Test
    void the_length_of_an_answer_to_head_is_not_awaited() throws Exception {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        HttpAnswer answer = transport.exchange(HttpCall.of("HEAD", call("/").uri()));
        assertThat(answer.header("Content-Length")).contains("5000");
        assertThat(get()).isEqualTo("hello");
        assertThat(sockets).hasSize(1);
    }

    @Test
    void content_that_cannot_be_read_is_our_fault() {
        Content shorter = new BytesContent(new byte[2]);
        assertThatThrownBy(() ->
                        transport.exchange(HttpCall.of("PUT", call("/").uri()).sending(shorter, 0, 3)))
                .isInstanceOf(LocalFailure.class);
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PUT,true", "POST,true", "HEAD,true", "PATCH,false"})
    void patches_are_left_to_the_other_client(String method, boolean taken) {
        assertThat(DirectRequests.takes(HttpCall.of(method, URI.create("http://registry/"))))
                .isEqualTo(taken);
    }

    private HttpCall large() {
        return HttpCall.of("PUT", call("/").uri()).sending(new byte[50 << 20]);
    }

    @Test
    void a_large_body_arrives() throws Exception {
        answers.add("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        assertThat(patiently(large()).status()).isEqualTo(201);
        assertThat(requests.get(0))
                .contains("Content-Length: " + (50 << 20))
                .last()
                .asString()
                .hasSize(50 << 20);
    }

    /** The thread that sends is freed, not only its caller. */
    @Test
    void a_body_that_nobody_takes_is_given_up() throws Exception {
        readsBodies = false;
        answers.add("hang");
        assertThatThrownBy(() -> transport.exchange(large())).hasMessage("no byte could be sent for 300 ms");
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("drydock-http-end")));
        await(() -> Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(frame -> frame.getClassName().equals(DirectBody.class.getName())));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(30);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Its body is lost, but not the answer. */
    @Test
    void a_large_body_that_needs_a_log_in_is_answered() throws Exception {
        answers.add(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"\r\nContent-Length: 4\r\n\r\nnone");
        HttpAnswer answer = patiently(large());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"x\"");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_connection_that_was_closed_while_at_rest_is_replaced() throws Exception {
        answersPerConnection = 1;
        for (int i = 0; i < 3; i++) {
            assertThat(get()).isEqualTo("hello");
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nX: y\r\n\r\n",
                "Connection: close\r\n\r\nhello"
            })
    void a_body_is_what_its_head_says(String answer) throws Exception {
        answersPerConnection = 1;
        answers.add("HTTP/1.1 200 OK\r\n" + answer);
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
        answersPerConnection = 1;
        for (int i = 0; i < 3; i++) {
            answers.add(answer.replace("|", "\r\n"));
        }
        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void what_the_sink_does_not_want_is_kept() throws Exception {
        answers.add("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nX-Why: so\r\n\r\nnone");
        Kept sink = new Kept();
        HttpAnswer answer = transport.exchange(call("/").into(sink));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-why")).contains("so");
        assertThat(answer.body()).asString(StandardCharsets.ISO_8859_1).isEqualTo("none");
        assertThat(sink.bytes.size()).isZero();
        assertThat(get()).isEqualTo("hello");
        assertThat(sockets).hasSize(1);
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
            answers.add(
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            HttpAnswer answer = transport.exchange(call("/").into(new Kept()));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(requests).hasSize(1);
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
        assertThatThrownBy(() -> transport.exchange(call("/").into(failing)))
                .isInstanceOf(LocalFailure.class)
                .hasCause(full);
    }

    @Test
    void silence_has_an_end() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhang");
        assertThatThrownBy(this::get).hasMessage("no byte came for 300 ms");
        answers.add("HTTP/1.1 200 OK\r\nhang");
        assertThatThrownBy(this::get).hasMessage("no answer came for 300 ms");
    }

    @Test
    void an_interrupted_transfer_reaches_the_sink_no_more() throws Exception {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhang");
        Kept sink = new Kept();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> transport.exchange(call("/").into(sink))).isInstanceOf(InterruptedException.class);
        int before = sink.bytes.size();
        Thread.sleep(100);
        assertThat(sink.bytes.size()).isEqualTo(before);
    }

    @Test
    void nobody_there_is_told_apart() throws Exception {
        int port = server.getLocalPort();
        server.close();
        assertThatThrownBy(() -> transport.exchange(HttpCall.get(URI.create("http://127.0.0.1:" + port + "/"))
                        .into(new Kept())))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void closing_ends_what_is_under_way() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhang");
        Kept closing = new Kept() {
            @Override
            public void write(ByteBuffer piece) throws IOException {
                super.write(piece);
                transport.close();
            }
        };
        assertThatThrownBy(() -> transport.exchange(call("/").into(closing))).isInstanceOf(IOException.class);
    }
}
