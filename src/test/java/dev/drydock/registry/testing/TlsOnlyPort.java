package dev.drydock.registry.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A port before a TLS server that answers plain HTTP as servers written in Go do. */
public final class TlsOnlyPort implements Closeable {

    private static final String REFUSAL =
            "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

    private final ServerSocket door;
    private final int server;

    public TlsOnlyPort(int server) throws IOException {
        this.server = server;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    public String hostAndPort() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                begin(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            int first = client.getInputStream().read();
            if (first == 'G') {
                client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
                return;
            }
            try (Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
                to.getOutputStream().write(first);
                begin(() -> pump(to, client));
                client.getInputStream().transferTo(to.getOutputStream());
            }
        } catch (IOException gone) {
            // One of the two has closed the connection.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException gone) {
            // One of the two has closed the connection.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
