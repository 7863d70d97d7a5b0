package dev.drydock.http.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The body of an answer to a GET, as its head frames it (RFC 9112, section 6.3). */
public final class AnswerBody {

    private enum Framing {
        LENGTH,
        CHUNKS,
        UNTIL_CLOSE
    }

    private final Connection connection;
    private final AnswerHead head;
    private final Framing framing;
    private final long length;

    /** Bytes still to come of the body or of this chunk. */
    private long left;

    private boolean ended;

    /** @throws IOException if the head contradicts itself */
    public AnswerBody(Connection connection, AnswerHead head) throws IOException {
        this.connection = connection;
        this.head = head;
        OptionalLong said = length(head);
        this.framing = head.isChunked() ? Framing.CHUNKS : said.isPresent() ? Framing.LENGTH : Framing.UNTIL_CLOSE;
        this.length = framing == Framing.LENGTH ? said.orElse(0) : 0;
        this.left = length;
        this.ended = !head.hasBody();
    }

    private static OptionalLong length(AnswerHead head) throws IOException {
        OptionalLong length = OptionalLong.empty();
        for (String value : head.headers().allValues("Content-Length")) {
            if (!value.matches("[0-9]{1,18}") || length.isPresent() && length.getAsLong() != Long.parseLong(value)) {
                throw new ProtocolException("the answer has an odd Content-Length: " + value);
            }
            length = OptionalLong.of(Long.parseLong(value));
        }
        return length;
    }

    /**
     * The next bytes, at least one, good until the next call; null behind the last.
     *
     * @throws EOFException if the connection ends before the body does
     */
    public @Nullable ByteBuffer next() throws IOException {
        if (!ended && framing == Framing.CHUNKS && left == 0) {
            nextChunk();
        }
        if (ended || framing == Framing.LENGTH && left == 0) {
            ended = true;
            return null;
        }
        ByteBuffer piece = connection.take(framing == Framing.UNTIL_CLOSE ? Long.MAX_VALUE : left);
        if (piece.hasRemaining()) {
            left -= piece.remaining();
            return piece;
        }
        if (framing != Framing.UNTIL_CLOSE) {
            throw new EOFException(
                    framing == Framing.LENGTH
                            ? "the answer ended after " + (length - left) + " of " + length + " bytes"
                            : "the answer ended within a chunk");
        }
        ended = true;
        return null;
    }

    private void nextChunk() throws IOException {
        String line = connection.line();
        if (line.isEmpty()) {
            // The end of the chunk before.
            line = connection.line();
        }
        String size = line.split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new ProtocolException("a chunk of the answer begins with \"" + line + "\" instead of its size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            AnswerHead.headers(connection);
            ended = true;
        }
    }

    /** Whether all has been read and the connection can take another request. */
    public boolean leavesConnectionUsable() {
        return ended && head.keepsConnection() && (framing != Framing.UNTIL_CLOSE || !head.hasBody());
    }
}
