package dev.drydock.http;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.http.tls.TlsTrust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLSocket;

/**
 * A door on loopback that passes CONNECT requests of our own HTTP client on to a proxy and adds the log-in there. It opens
 * to those only who show a secret made for this run, so no other process gets through it. The bytes that pass are TLS
 * between the client and the registry.
 */
final class ProxyTunnel implements AutoCloseable {

    private static final int HEAD_LIMIT = 16 << 10;
    private static final ThreadFactory THREADS = DaemonThreads.named("drydock-proxy");

    private final ProxySettings proxy;
    private final Timeouts timeouts;
    private final TlsTrust trust;
    private final ServerSocket door;
    private final String secret;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ProxyTunnel(ProxySettings proxy, Timeouts timeouts, TlsTrust trust, ServerSocket door) {
        this.trust = trust;
        this.proxy = proxy;
        this.timeouts = timeouts;
        this.door = door;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        secret = "Drydock " + HexFormat.of().formatHex(random);
    }

    static ProxyTunnel open(ProxySettings proxy, Timeouts timeouts, TlsTrust trust) {
        try {
            ProxyTunnel tunnel =
                    new ProxyTunnel(proxy, timeouts, trust, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            THREADS.newThread(tunnel::accept).start();
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException("no port on loopback for the way to proxy " + proxy, e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    /** The header our client shows at the door. */
    String authorization() {
        return secret;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                THREADS.newThread(() -> serve(client)).start();
            } catch (IOException e) {
                // Closed, or a client that was gone before it was served.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout((int) timeouts.connect().toMillis());
            String head = readHead(client.getInputStream());
            String[] request = head.split(" ", 3);
            boolean ours = head.lines()
                    .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")
                            && line.substring(line.indexOf(':') + 1).strip().equals(secret));
            if (!ours || request.length < 3 || !request[0].equals("CONNECT")) {
                answer(client, "407 Proxy Authentication Required");
                return;
            }
            connect(client, request[1]);
        } catch (IOException e) {
            // Our client sees its connection end and tells why it matters.
        } finally {
            open.remove(client);
        }
    }

    private void connect(Socket client, String target) throws IOException {
        Socket server;
        try {
            server = dial();
        } catch (IOException e) {
            answer(client, "502 Proxy unreachable");
            return;
        }
        try (server) {
            open.add(server);
            String login = proxy.basicAuthorization()
                    .map(value -> "Proxy-Authorization: " + value + "\r\n")
                    .orElse("");
            server.getOutputStream()
                    .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            server.getOutputStream().flush();
            client.setSoTimeout(0);
            Thread back = THREADS.newThread(() -> pump(server, client));
            back.start();
            pump(client, server);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(server);
        }
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket();
        try {
            int connect = (int) timeouts.connect().toMillis();
            socket.connect(new InetSocketAddress(proxy.host(), proxy.port()), connect);
            socket.setTcpNoDelay(true);
            if (!proxy.tls()) {
                return socket;
            }
            var tls = (SSLSocket)
                    trust.context().getSocketFactory().createSocket(socket, proxy.host(), proxy.port(), true);
            var parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Copies until one side ends, then ends both: half-open connections are of no use to TLS. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Either side went away; closing both tells the other.
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0 || head.size() >= HEAD_LIMIT) {
                throw new IOException("no complete request");
            }
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the port towards proxy " + proxy + " cannot be closed", e);
        }
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It is being thrown away.
            }
        }
    }
}
