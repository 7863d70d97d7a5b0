package dev.drydock.run;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;

/** Programs that speak through Unix sockets, which busybox cannot, and a host that answers them. */
final class UnixSockets {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;

    private UnixSockets() {}

    /** A program that binds a socket and ends. */
    static void addServer(LayerWriter layer, String path, String socket) throws IOException {
        var program = new LaunchProgram(Architecture.current().orElseThrow(), 2);
        var descriptor = program.callForResult("socket", SystemCall.SOCKET, AF_UNIX, SOCK_STREAM, 0);
        // There is no bind in the list of calls: a node of that type is the same to look at.
        program.attempt(SystemCall.CLOSE, descriptor.content());
        program.call("make " + socket, SystemCall.MKNODAT, -100, bytes(socket), 0140644, 0);
        program.exit(0);
        add(layer, path, program);
    }

    /** A program that says something to a socket and prints the answer. */
    static void addClient(LayerWriter layer, String path, String socket, String text) throws IOException {
        var program = new LaunchProgram(Architecture.current().orElseThrow(), 2);
        var descriptor = program.callForResult("socket", SystemCall.SOCKET, AF_UNIX, SOCK_STREAM, 0);
        byte[] address = ByteBuffer.allocate(110)
                .put((byte) AF_UNIX)
                .put(1, (byte) 0)
                .put(2, bytes(socket))
                .array();
        program.call("connect", SystemCall.CONNECT, descriptor.content(), address, address.length);
        program.call("say", SystemCall.WRITE, descriptor.content(), bytes(text), text.length());
        var answer = program.memory(new byte[64]);
        var length = program.callForResult("hear", SystemCall.READ, descriptor.content(), answer, 64);
        program.call("print", SystemCall.WRITE, 1, answer, length.content());
        program.call("print", SystemCall.WRITE, 1, bytes("\n"), 1);
        program.exit(0);
        add(layer, path, program);
    }

    private static void add(LayerWriter layer, String path, LaunchProgram program) throws IOException {
        byte[] file = program.toExecutable();
        layer.add(TarEntry.file(path, 0755, 0, 0, file.length, Busybox.OLD), new ByteArrayInputStream(file));
    }

    private static byte[] bytes(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Answers everyone with what it hears, until the server is closed. */
    static void answer(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (var connection = server.accept()) {
                var heard = ByteBuffer.allocate(64).put("heard ".getBytes(StandardCharsets.UTF_8));
                connection.read(heard);
                connection.write(heard.flip());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
