package dev.drydock.registry.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that may want a log-in and leads every host, however it is named, to one server. */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String authorization;
    private final int target;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** @param authorization the header value it wants; empty for none */
    public TestProxy(String authorization, int target) throws IOException {
        this.authorization = authorization;
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        spawn(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests it got in plain. */
    public List<String> heads() {
        return heads;
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
                spawn(() -> pump(client, server));
                pump(server, client);
            }
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
