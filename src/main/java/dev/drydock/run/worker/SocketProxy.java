package dev.drydock.run.worker;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket in a container whose connections lead to one of the host: a file of its own, since the host's belongs to the
 * user and cannot be given to whom the container's process is.
 */
final class SocketProxy implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path host;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private SocketProxy(ServerSocketChannel server, Path host) {
        this.server = server;
        this.host = host;
    }

    /** @param socket made; a path of at most 107 bytes */
    static SocketProxy open(Path socket, Path host, int mode, long uid, long gid, FileOwners owners)
            throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            String name = String.valueOf(socket.getFileName());
            try (var parent = Directory.open(socket.resolveSibling(""))) {
                owners.set(parent, name, uid, gid);
                parent.setMode(name, mode);
            }
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        var proxy = new SocketProxy(server, host);
        start(proxy::accept);
        return proxy;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                connect(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(SocketChannel inside) throws IOException {
        open.add(inside);
        var outside = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(outside);
        try {
            outside.connect(UnixDomainSocketAddress.of(host));
        } catch (IOException refused) {
            // As if it had been refused inside.
            close(inside);
            close(outside);
            return;
        }
        var halves = new AtomicInteger(2);
        start(() -> copy(inside, outside, halves));
        start(() -> copy(outside, inside, halves));
    }

    /** @param halves how many directions of the connection are still open */
    private void copy(SocketChannel from, SocketChannel to, AtomicInteger halves) {
        var buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            halves.set(1);
        }
        if (halves.decrementAndGet() <= 0) {
            close(from);
            close(to);
        }
    }

    private void closeAll() {
        open.forEach(this::close);
    }

    private void close(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException gone) {
            // Closed is closed.
            return;
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "socket");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
