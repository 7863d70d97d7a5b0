package dev.drydock.registry.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A client's connection: reads requests, writes answers, whole ones or, for faults, any bytes. */
public final class Connection {

    private static final int LINGER_MILLIS = 2_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean headOnly;
    private boolean closing;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
    }

    /** The next request; null at the end of the connection. */
    Request read(int number) throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ", 3);
        if (parts.length != 3) {
            throw new IOException("not a request: " + start);
        }
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header after " + start + ": " + line);
            }
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        headOnly = parts[0].equals("HEAD");
        closing = "close".equalsIgnoreCase(headers.get("Connection"));
        return new Request(number, parts[0], parts[1], headers, body(headers));
    }

    private InputStream body(Map<String, String> headers) {
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return new ChunkedInput();
        }
        return new FixedInput(Long.parseLong(headers.getOrDefault("Content-Length", "0")));
    }

    /** Sends the answer as a well-behaved server does. */
    public void send(Response response) throws IOException {
        head("HTTP/1.1", response.with("Content-Length", String.valueOf(response.length())));
        if (!headOnly) {
            try (InputStream body = response.body().open()) {
                body.transferTo(out);
            }
        }
        out.flush();
    }

    /** Sends status line and headers only. */
    public void head(String version, Response response) throws IOException {
        StringBuilder head = new StringBuilder(version + " " + response.status() + " Said\r\n");
        response.headers().forEach((name, value) -> {
            // Several headers of one name are given as lines.
            for (String one : value.split("\n")) {
                head.append(name).append(": ").append(one).append("\r\n");
            }
        });
        raw(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether the request was a HEAD, whose answer has no body. */
    public boolean isHeadOnly() {
        return headOnly;
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Ends the connection in order after what was sent. */
    public void close() throws IOException {
        closing = true;
        socket.close();
    }

    /**
     * Ends the connection while the client is sending, as proxies do: bytes that come later are read and thrown away for a
     * while. Without that the kernel would send a reset, and the client might never see the answer.
     */
    void closeLingering() throws IOException {
        closing = true;
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException | SocketException e) {
            // The client has stopped sending, or is gone.
        }
        socket.close();
    }

    /** Ends the connection as a crash does: the client sees a reset. */
    public void reset() throws IOException {
        closing = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isClosing() {
        return closing || socket.isClosed();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private final class FixedInput extends InputStream {
        private long left;

        FixedInput(long left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(b, off, (int) Math.min(len, left));
            if (count < 0) {
                throw new EOFException("the client ended " + left + " bytes early");
            }
            left -= count;
            return count;
        }
    }

    private final class ChunkedInput extends InputStream {
        private long left;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (left == 0 && !ended) {
                String size = line();
                left = Long.parseLong(String.valueOf(size).replaceAll(";.*", "").strip(), 16);
                if (left == 0) {
                    ended = true;
                    line();
                }
            }
            if (ended) {
                return -1;
            }
            int count = in.read(b, off, (int) Math.min(len, left));
            if (count < 0) {
                throw new EOFException("the client ended in a chunk");
            }
            left -= count;
            if (left == 0) {
                line();
            }
            return count;
        }
    }
}
