package dev.drydock.http.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;

/**
 * TLS over TCP.
 *
 * @param tcp below; closed instead of {@code tls}, which would wait for a thread that is writing
 */
record TlsLink(SSLSocket tls, Socket tcp) implements Link {

    /** A record of TLS has 16 KiB at most, and a read gives what is in one. */
    private static final int BUFFER = 16 << 10;

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = tls.getInputStream().read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (count > 0) {
            into.position(into.position() + count);
        }
        return count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        tls.getOutputStream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    @Override
    public ByteBuffer newBuffer() {
        return ByteBuffer.allocate(BUFFER);
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
