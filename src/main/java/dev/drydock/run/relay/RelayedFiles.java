package dev.drydock.run.relay;

import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunFiles;
import dev.drydock.run.WorkerMessage;
import dev.drydock.run.stream.SocketBridge;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that a run finds in the place of those of another machine. A layer is a pipe, from which the worker reads if it has
 * to unpack it, while it comes; a socket is one whose connections lead to the other machine.
 */
final class RelayedFiles extends RunFiles implements AutoCloseable {

    private final int run;
    private final Path directory;
    private final Connection connection;
    private final List<ServerSocketChannel> sockets = new ArrayList<>();
    private volatile String failure = "";

    RelayedFiles(int run, Path directory, Connection connection) {
        this.run = run;
        this.directory = directory;
        this.connection = connection;
    }

    @Override
    protected LayerFile layer(LayerFile layer) throws IOException {
        String name = pipe(layer.layer().diffId());
        try (var here = Directory.open(directory)) {
            if (here.find(name) == null) {
                here.makeNode(name, FileStatus.FIFO | 0600, 0, 0);
            }
        }
        return new LayerFile(layer.layer(), directory.resolve(name));
    }

    private static String pipe(Digest diffId) {
        return "l" + diffId.hex();
    }

    @Override
    protected Path socket(Path source) throws IOException {
        int which = sockets.size();
        Path here = directory.resolve("s" + which);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        sockets.add(server);
        server.bind(UnixDomainSocketAddress.of(here));
        start(() -> accept(server, which));
        return here;
    }

    private void accept(ServerSocketChannel server, int which) {
        while (server.isOpen()) {
            try {
                var inside = server.accept();
                int stream = connection.streams().next();
                var reader = connection.streams().reader(stream);
                connection.send(WorkerMessage.CONNECT, run, out -> {
                    out.number(stream);
                    out.number(which);
                });
                SocketBridge.join(inside, reader, connection.streams().writer(stream));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Has a layer sent, into the pipe that the worker is about to read. */
    void fetch(Digest diffId) {
        Path pipe = directory.resolve(pipe(diffId));
        start(() -> {
            int stream = connection.streams().next();
            try (InputStream in = connection.streams().reader(stream);
                    OutputStream out = Files.newOutputStream(pipe)) {
                // Who wants to know afterwards why it could not be read is not to wait for another writer.
                Files.deleteIfExists(pipe);
                connection.send(WorkerMessage.FETCH, run, content -> {
                    content.number(stream);
                    content.text(diffId.toString());
                });
                pass(in, out);
            } catch (IOException readerGone) {
                // The worker says itself why it reads no more.
                return;
            }
        });
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (true) {
            int count;
            try {
                count = in.read(buffer);
            } catch (IOException incomplete) {
                failure = Cause.of(incomplete);
                throw incomplete;
            }
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
        }
    }

    /** Why a layer did not come; empty if that did not happen. */
    String failure() {
        return failure;
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "relay-file");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel socket : sockets) {
            socket.close();
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(directory)) {
            left = files.toList();
        }
        for (Path file : left) {
            if (String.valueOf(file.getFileName()).startsWith("l")) {
                // Whoever still waits for the other end of it finds one, and then none.
                new RandomAccessFile(file.toFile(), "rw").close();
            }
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }
}
