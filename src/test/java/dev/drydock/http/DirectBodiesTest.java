package dev.drydock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that {@link DirectRequests} sends. */
class DirectBodiesTest {

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

    private HttpAnswer patiently(HttpCall call) throws IOException, InterruptedException {
        try (HttpTransport patient = WrittenAnswers.transport(Timeouts.DEFAULT)) {
            return patient.exchange(call);
        }
    }

    /** Servers answer 411 to a request that may have a body and does not say that it has none. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void a_request_without_a_body_says_so(String method) throws Exception {
        transport.exchange(server.call(method, "/"));
        assertThat(server.requests.get(0)).contains("Content-Length: 0", "Content-Type: application/octet-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "DELETE", "GET"})
    void a_request_that_has_no_body_says_nothing_of_one(String method) throws Exception {
        server.answers.add("HTTP/1.1 204 No Content\r\n\r\n");
        transport.exchange(server.call(method, "/"));
        assertThat(server.requests.get(0)).noneMatch(line -> line.startsWith("Content-"));
    }

    @Test
    void a_body_is_sent_from_its_place() throws Exception {
        server.answers.add("HTTP/1.1 201 Created\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
        Content content = new BytesContent("0123456789".getBytes(StandardCharsets.US_ASCII));
        HttpAnswer answer = transport.exchange(
                server.call("PUT", "/").with("Content-Type", "text/plain").sending(content, 3, 4));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).contains("/there");
        assertThat(server.requests.get(0)).contains("Content-Length: 4", "Content-Type: text/plain", "3456");
    }

    @Test
    void content_that_cannot_be_read_is_our_fault() {
        Content shorter = new BytesContent(new byte[2]);
        assertThatThrownBy(() -> transport.exchange(server.call("PUT", "/").sending(shorter, 0, 3)))
                .isInstanceOf(LocalFailure.class);
        assertThat(server.requests).isEmpty();
    }

    private HttpCall large() {
        return server.call("PUT", "/").sending(new byte[50 << 20]);
    }

    @Test
    void a_large_body_arrives() throws Exception {
        server.answers.add("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
        assertThat(patiently(large()).status()).isEqualTo(201);
        assertThat(server.requests.get(0))
                .contains("Content-Length: " + (50 << 20))
                .last()
                .asString()
                .hasSize(50 << 20);
    }

    /** The thread that sends is freed, not only its caller. */
    @Test
    void a_body_that_nobody_takes_is_given_up() throws Exception {
        server.readsBodies = false;
        server.answers.add("hang");
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
        server.answers.add(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"\r\nContent-Length: 4\r\n\r\nnone");
        HttpAnswer answer = patiently(large());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"x\"");
        assertThat(answer.body()).isEmpty();
    }
}
