package dev.drydock.registry.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** An HTTP proxy that may want a log-in and leads every host, however it is named, to one server. */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String authorization;
    private final int target;
    private final long cutAfter;
    private final int cuts;
    private final AtomicInteger cutsMade = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** @param authorization the header value it wants; empty for none */
    public TestProxy(String authorization, int target) throws IOException {
        this(authorization, target, Long.MAX_VALUE, 0, null);
    }

    /** One that resets connections over which so many bytes have gone, both ways together, until it has done so often enough. */
    public static TestProxy cutting(int target, long cutAfter, int cuts) throws IOException {
        return new TestProxy("", target, cutAfter, cuts, null);
    }

    /** One that is itself spoken to over TLS. */
    public static TestProxy overTls(String authorization, int target, SSLContext tls) throws IOException {
        return new TestProxy(authorization, target, Long.MAX_VALUE, 0, tls);
    }

    private TestProxy(String authorization, int target, long cutAfter, int cuts, SSLContext tls) throws IOException {
        this.cutAfter = cutAfter;
        this.cuts = cuts;
        this.authorization = authorization;
        this.target = target;
        listener = tls == null
                ? new ServerSocket(0, 50, InetAddress.getLoopbackAddress())
                : tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        spawn(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests it got in plain. */
    public List<String> heads() {
        return heads;
    }

    /** Connections reset so far. */
    public int cuts() {
        return Math.min(cuts, cutsMade.get());
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "test-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                spawn(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            StringBuilder head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int b = client.getInputStream().read();
                if (b < 0) {
                    return;
                }
                head.append((char) b);
            }
            heads.add(head.toString());
            if (!authorization.isEmpty()
                    && !head.toString().contains("Proxy-Authorization: " + authorization + "\r\n")) {
                client.getOutputStream()
                        .write(("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n"
                                        + "Connection: close\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                if (head.toString().startsWith("CONNECT ")) {
                    client.getOutputStream()
                            .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    // Each request on a connection of its own keeps this simple.
                    String direct = head.toString()
                            .replaceFirst(" http://[^/]+", " ")
                            .replaceFirst("(?i)proxy-authorization:[^\r]*\r\n", "")
                            .replaceFirst("\r\n", "\r\nConnection: close\r\n");
                    server.getOutputStream().write(direct.getBytes(StandardCharsets.ISO_8859_1));
                }
                AtomicLong passed = new AtomicLong();
                spawn(() -> pump(client, server, passed));
                pump(server, client, passed);
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private void pump(Socket from, Socket to, AtomicLong passed) {
        byte[] buffer = new byte[16 << 10];
        try (from;
                to) {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, count);
                boolean due = passed.addAndGet(count) > cutAfter;
                if (due && cutsMade.incrementAndGet() <= cuts) {
                    from.setSoLinger(true, 0);
                    to.setSoLinger(true, 0);
                    return;
                }
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
