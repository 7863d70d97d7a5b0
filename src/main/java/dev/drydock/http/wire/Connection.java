package dev.drydock.http.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A connection to a server, with what was read from it and not yet taken. Used by one thread at a time, closed by any. */
public final class Connection implements Closeable {

    private static final int LONGEST_LINE = 64 << 10;

    private final Link link;
    private final ByteBuffer buffer;
    private boolean used;
    private boolean heard;

    Connection(Link link) {
        this.link = link;
        this.buffer = link.newBuffer().limit(0);
    }

    /** Writes the head of a request that has no body. */
    public void send(String head) throws IOException {
        heard = false;
        link.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /**
     * Whether a failure says nothing of the server: it may close a connection that has been at rest at any time, even while a
     * request is on its way.
     */
    public boolean mayBeStale() {
        return used && !heard;
    }

    /** To be called when an answer has been read to its end. */
    void rest() {
        used = true;
    }

    /** Bytes that came, at least one, as far as they follow each other in memory; empty if nothing comes any more. */
    ByteBuffer available() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int count = link.read(buffer);
            buffer.flip();
            heard |= count > 0;
        }
        return buffer;
    }

    /** At most so many of the bytes that came, good until the next are asked for; empty if nothing comes any more. */
    ByteBuffer take(long most) throws IOException {
        ByteBuffer all = available();
        int length = (int) Math.min(most, all.remaining());
        ByteBuffer taken = all.slice(all.position(), length);
        all.position(all.position() + length);
        return taken;
    }

    /**
     * A line, without its end, in ISO-8859-1.
     *
     * @throws EOFException if the connection ends before the line does
     */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            ByteBuffer bytes = available();
            if (!bytes.hasRemaining()) {
                throw new EOFException("the server closed the connection "
                        + (heard ? "in the middle of an answer" : "without an answer"));
            }
            char c = (char) (bytes.get() & 0xff);
            if (c == '\n') {
                int length = line.length();
                line.setLength(length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
                return line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of the answer is longer than " + LONGEST_LINE + " bytes");
            }
            line.append(c);
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
