package dev.drydock.sandbox.host;

import dev.drydock.sandbox.RunningWorker;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.launch.LaunchFailure;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker and the connection to it. It ends when the connection does, and when this JVM does, however that happens; with it
 * end all processes it started, and its mounts are gone.
 */
public final class WorkerProcess implements RunningWorker {

    private static final int SECONDS_TO_END = 10;

    private final Starter starter;
    private final SocketChannel connection;
    private final InputStream input;
    private final OutputStream output;

    private WorkerProcess(Starter starter, SocketChannel connection) {
        this.starter = starter;
        this.connection = connection;
        this.input = SocketStreams.input(connection);
        this.output = SocketStreams.output(connection);
    }

    /**
     * Starts a worker and waits until it has greeted.
     *
     * @throws HostRefusal if the machine does not allow such namespaces
     * @throws IOException if something else is wrong
     */
    public static WorkerProcess start(WorkerCommand command, Namespaces namespaces)
            throws HostRefusal, IOException, InterruptedException {
        var architecture = Architecture.current()
                .orElseThrow(() -> new HostRefusal(
                        "programs of images can be executed on Linux only, on x86-64 or arm64",
                        "Run Maven on such a machine."));
        Path directory = Files.createTempDirectory("drydock-");
        Path socket = directory.resolve("worker");
        Path executable = directory.resolve("enter");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var program = EntryProgram.of(architecture, command, namespaces, socket);
            Executables.write(executable, program.toExecutable());
            var starter = Starter.start(executable, command.inheritIo(), socket);
            return greet(starter, server, program, namespaces);
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(executable);
            Files.delete(directory);
        }
    }

    private static WorkerProcess greet(
            Starter starter, ServerSocketChannel server, LaunchProgram program, Namespaces namespaces)
            throws HostRefusal, IOException, InterruptedException {
        SocketChannel connection;
        try {
            connection = server.accept();
        } catch (ClosedByInterruptException e) {
            starter.kill();
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
        var worker = new WorkerProcess(starter, connection);
        try {
            worker.awaitGreeting(program, namespaces);
            return worker;
        } catch (HostRefusal | IOException | InterruptedException | RuntimeException e) {
            // It has begun nothing that it would have to finish.
            starter.kill();
            worker.close();
            throw e;
        }
    }

    private void awaitGreeting(LaunchProgram program, Namespaces namespaces)
            throws HostRefusal, IOException, InterruptedException {
        while (true) {
            int message = input.read();
            switch (message) {
                case EntryProgram.READY_FOR_IDS -> {
                    IdMapping.write(starter.pid(), ((Namespaces.WithUser) namespaces).ids());
                    output.write(1);
                }
                case LaunchFailure.FIRST_BYTE ->
                    throw HostRefusals.of(
                            LaunchFailure.read(new byte[] {LaunchFailure.FIRST_BYTE}, input, program.steps()),
                            namespaces);
                case WorkerCommand.GREETING -> {
                    return;
                }
                default -> throw new IOException("the sandbox worker did not start: " + starter.diagnosis());
            }
        }
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String diagnosis() throws InterruptedException {
        return starter.diagnosis();
    }

    /** Ends the worker and all it runs, and waits until it is gone. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            // A connection that cannot be closed properly is closed nevertheless.
            starter.kill();
        }
        starter.end(SECONDS_TO_END, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable Integer exitStatus() {
        return starter.exitStatus();
    }
}
