package dev.drydock.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerBodyTest {

    /** What a server sends, a few bytes at a time. */
    private static final class Sent implements Link {

        private final InputStream bytes;
        private final int atOnce;

        Sent(String text, int atOnce) {
            this.bytes = new ByteArrayInputStream(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            this.atOnce = atOnce;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            byte[] piece = bytes.readNBytes(Math.min(atOnce, into.remaining()));
            into.put(piece);
            return piece.length == 0 ? -1 : piece.length;
        }

        @Override
        public void write(ByteBuffer from) {
            from.position(from.limit());
        }

        @Override
        public ByteBuffer newBuffer() {
            return ByteBuffer.allocate(8);
        }

        @Override
        public void close() {}
    }

    private static String read(Connection connection) throws IOException {
        AnswerBody body = new AnswerBody(connection, AnswerHead.read(connection));
        StringBuilder text = new StringBuilder();
        for (@Nullable ByteBuffer piece = body.next(); piece != null; piece = body.next()) {
            assertThat(piece.hasRemaining()).isTrue();
            text.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
        return text + (body.leavesConnectionUsable() ? "" : " and nothing more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '"',
            value = {
                "HTTP/1.1 200 OK|Content-Length: 11||hello world = hello world",
                "HTTP/1.1 200|content-length:11||hello worldHTTP/1.1 = hello world",
                "HTTP/1.1 200 OK|Content-Length: 5|Connection: Close||hello = hello and nothing more",
                "HTTP/1.0 200 OK|Content-Length: 5||hello = hello and nothing more",
                "HTTP/1.1 200 OK||hello = hello and nothing more",
                "HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 2||ok = ok",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|B;x|, all you !|0|| = hello, all you !",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, Chunked|Content-Length: 3||2|ok|0|Trailer: x|| = ok",
                "HTTP/1.1 204 No Content|| = \"\"",
                "HTTP/1.1 304 Not Modified|Content-Length: 700|| = \"\"",
                "HTTP/1.1 200 OK|Content-Length: 0|| = \"\"",
            })
    void the_head_says_where_a_body_ends(String sent, String body) throws IOException {
        for (int atOnce : new int[] {1, 3, 1000}) {
            assertThat(read(new Connection(new Sent(sent, atOnce)))).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '"',
            value = {
                "\"\" = the server closed the connection without an answer",
                "HTTP/1.1 200 OK|Content- = the server closed the connection in the middle of an answer",
                "HTTP/1.1 200 OK|Content-Length: 11||hello = the answer ended after 5 of 11 bytes",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hel = the answer ended within a chunk",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello| = the server closed the connection in the middle of an answer",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||xyz| = a chunk of the answer begins with \"xyz\" instead of its size",
                "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||hello = the answer has an odd Content-Length: 6",
                "HTTP/1.1 200 OK|Content-Length: -5||hello = the answer has an odd Content-Length: -5",
                "HTTP/1.1 200 OK|: x||hello = a header of the answer has no name: \": x\"",
                "HTTP/1.1 101 Switching Protocols|| = the server wants to speak another protocol, unasked",
                "SSH-2.0-OpenSSH_9.2| = Invalid status line: \"SSH-2.0-OpenSSH_9.2\"",
            })
    void an_answer_that_is_none_fails(String sent, String message) {
        assertThatThrownBy(() -> read(new Connection(new Sent(sent, 3))))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void the_next_answer_begins_behind_the_body() throws IOException {
        String answer = "HTTP/1.1 200 OK|Content-Length: 2||ok";
        Connection connection = new Connection(new Sent(answer + answer.replace("ok", "on"), 7));
        assertThat(read(connection)).isEqualTo("ok");
        assertThat(read(connection)).isEqualTo("on");
    }

    @Test
    void neither_lines_nor_headers_fill_the_memory() {
        assertThatThrownBy(() -> read(new Connection(new Sent("HTTP/1.1 200 OK|X: " + "x".repeat(70_000), 1000))))
                .hasMessage("a line of the answer is longer than 65536 bytes");
        assertThatThrownBy(() -> read(new Connection(new Sent("HTTP/1.1 200 OK|" + "X: x|".repeat(1001), 1000))))
                .hasMessage("the answer has more than 1000 headers");
    }
}
