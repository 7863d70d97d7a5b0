package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The body of one request, handed to a blocking stream piece by piece, so that memory stays flat. */
@StartUp
final class DirectBody implements AutoCloseable {

    private static final int PIECE = 128 << 10;

    private final HttpCall.Body body;
    private final ExchangeWatch watch;
    private boolean closed;

    /** @param watch told of each piece that has been taken */
    DirectBody(HttpCall.Body body, ExchangeWatch watch) {
        this.body = body;
        this.watch = watch;
    }

    /** In bytes. */
    long length() {
        return body.length();
    }

    /**
     * Writes all of it.
     *
     * @throws LocalFailure if it cannot be read for a reason on this machine
     * @throws IOException if it cannot be read otherwise, or not be written
     */
    void writeTo(OutputStream out) throws IOException {
        ReadableByteChannel in = open();
        try {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, body.length()));
            for (long left = body.length(); left > 0; left -= piece.position()) {
                piece.clear().limit((int) Math.min(piece.capacity(), left));
                fill(in, piece, left);
                out.write(piece.array(), 0, piece.position());
                watch.moved();
            }
        } finally {
            in.close();
        }
    }

    private synchronized ReadableByteChannel open() throws IOException {
        stillWanted();
        try {
            return body.content().openAt(body.offset());
        } catch (IOException e) {
            throw ours(e);
        }
    }

    private synchronized void fill(ReadableByteChannel in, ByteBuffer piece, long left) throws IOException {
        stillWanted();
        try {
            while (piece.hasRemaining()) {
                if (in.read(piece) < 0) {
                    throw new EOFException("content ended " + (left - piece.position()) + " bytes early");
                }
            }
        } catch (IOException e) {
            throw ours(e);
        }
    }

    private void stillWanted() throws IOException {
        if (closed) {
            throw new IOException("nobody waits for the answer any more");
        }
    }

    private IOException ours(IOException failure) {
        return body.content().isLocal() ? new LocalFailure(failure) : failure;
    }

    /** No byte is read any more when this returns. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
