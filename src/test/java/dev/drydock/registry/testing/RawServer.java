package dev.drydock.registry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** An HTTP/1.1 server that does as it is told, byte by byte if need be; one thread a connection. */
public final class RawServer implements AutoCloseable {

    /** Answers a request, in whatever way, on its connection. */
    public interface Handler {
        void handle(Request request, Connection connection) throws IOException;
    }

    private final ServerSocket listener;
    private final String scheme;
    private final Handler handler;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RawServer(ServerSocket listener, String scheme, Handler handler) {
        this.listener = listener;
        this.scheme = scheme;
        this.handler = handler;
    }

    /** On a free port of 127.0.0.1. */
    public static RawServer start(Handler handler) {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, handler);
    }

    /** @param tls null for plain HTTP */
    public static RawServer start(InetSocketAddress address, SSLContext tls, Handler handler) {
        try {
            ServerSocket listener = tls == null
                    ? new ServerSocket()
                    : tls.getServerSocketFactory().createServerSocket();
            listener.setReuseAddress(true);
            listener.bind(address);
            RawServer server = new RawServer(listener, tls == null ? "http" : "https", handler);
            server.spawn(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String hostAndPort() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    public String url() {
        return scheme + "://" + hostAndPort();
    }

    /** All requests so far, in the order their heads came. */
    public List<Request> requests() {
        return requests;
    }

    /** Forgets the requests and counts from 1 again. */
    public void reset() {
        requests.clear();
        numbers.set(0);
    }

    private void spawn(Runnable task) {
        Thread thread = new Thread(task, "test-registry");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                spawn(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or the client was gone already.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Connection connection = new Connection(socket);
            while (!connection.isClosing()) {
                Request request = connection.read(0);
                if (request == null) {
                    return;
                }
                request = new Request(
                        numbers.incrementAndGet(),
                        request.method(),
                        request.target(),
                        request.headers(),
                        request.body());
                requests.add(request);
                handler.handle(request, connection);
                if (!connection.isClosing()) {
                    drain(request.body());
                }
            }
        } catch (IOException e) {
            // The client went away, which it may.
        } finally {
            open.remove(socket);
        }
    }

    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 << 10];
        while (body.read(buffer) >= 0) {
            // The rest, which the handler did not want.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
