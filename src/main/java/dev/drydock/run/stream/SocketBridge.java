package dev.drydock.run.stream;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection to a socket whose two ends are on two machines: bytes go on as streams, each way until its end. */
public final class SocketBridge {

    private static final int BUFFER = 16 * 1024;

    private final SocketChannel channel;
    private final StreamReader reader;
    private final StreamWriter writer;
    private final AtomicInteger open = new AtomicInteger(2);

    private SocketBridge(SocketChannel channel, StreamReader reader, StreamWriter writer) {
        this.channel = channel;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Connects to a socket of this machine.
     *
     * @param socket null for one there is not, which is as if it had refused
     */
    public static void connect(@Nullable Path socket, StreamReader reader, StreamWriter writer) throws IOException {
        SocketChannel channel = null;
        try {
            if (socket == null) {
                throw new IOException("no run has such a socket");
            }
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | RuntimeException refused) {
            if (channel != null) {
                channel.close();
            }
            reader.close();
            writer.abort("the socket cannot be connected to");
            return;
        }
        join(channel, reader, writer);
    }

    /** Takes over a connection, which is closed when both ways have ended. */
    public static void join(SocketChannel channel, StreamReader reader, StreamWriter writer) {
        var bridge = new SocketBridge(channel, reader, writer);
        start(bridge::receive);
        start(bridge::send);
    }

    private void receive() {
        byte[] buffer = new byte[BUFFER];
        try (reader) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.shutdownOutput();
        } catch (IOException broken) {
            open.set(1);
        }
        ended();
    }

    private void send() {
        var buffer = ByteBuffer.allocate(BUFFER);
        try (writer) {
            while (channel.read(buffer) >= 0) {
                writer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException broken) {
            open.set(1);
        }
        ended();
    }

    private void ended() {
        if (open.decrementAndGet() <= 0) {
            try {
                channel.close();
            } catch (IOException gone) {
                // Closed is closed.
                return;
            }
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "socket-bridge");
        thread.setDaemon(true);
        thread.start();
    }
}
