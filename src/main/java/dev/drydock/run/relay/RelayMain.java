package dev.drydock.run.relay;

import dev.drydock.failure.BuildFailure;
import dev.drydock.run.MessageFrames;
import dev.drydock.run.RunCodec;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.RunRequest;
import dev.drydock.run.SandboxChoice;
import dev.drydock.run.WireInput;
import dev.drydock.run.WorkerMessage;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.run.stream.Multiplexer;
import dev.drydock.sandbox.SandboxMode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The first process of a container: takes requests from standard input, answers on standard output, and has a worker of its
 * own do them. Ends, and with it the container, when standard input does.
 */
public final class RelayMain {

    private final WorkerRunEngine engine;
    private final Connection connection;
    private final Map<Integer, RelayedRun> running = new ConcurrentHashMap<>();

    /** Those that another run may still stand on. For the thread that takes requests. */
    private final Map<Integer, RelayedRun> left = new HashMap<>();

    private RelayMain(WorkerRunEngine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    /** @param arguments the directory that stays from build to build */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            relay(arguments[0]);
        } catch (IOException | RuntimeException | Error e) {
            // Maven shows what was printed here, if it is still there.
            e.printStackTrace();
            status = 1;
        }
        // Whatever runs ends with the first process of the container.
        Runtime.getRuntime().halt(status);
    }

    private static void relay(String directory) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16));
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
        System.setOut(System.err);
        var choice = new AtomicReference<SandboxChoice>();
        var options = new RunEngineOptions(Path.of(directory), SandboxMode.AUTO, choice::set, null);
        try (var engine = WorkerRunEngine.open(options)) {
            var relay = new RelayMain(engine, new Connection(out, new Multiplexer(new MessageFrames(out))));
            if (relay.greet(choice)) {
                relay.serve(in);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether anything can be run here */
    private boolean greet(AtomicReference<SandboxChoice> choice) throws IOException, InterruptedException {
        String refusal = "";
        try {
            engine.prepare();
        } catch (BuildFailure e) {
            refusal = String.valueOf(e.getMessage());
        }
        String reason = refusal;
        var way = choice.get();
        connection.send(WorkerMessage.READY, 0, out -> {
            out.text(reason);
            out.text(way == null ? "" : way.way());
        });
        return reason.isEmpty();
    }

    private void serve(DataInputStream in) throws IOException {
        while (true) {
            WorkerMessage message;
            try {
                message = WorkerMessage.read(in);
            } catch (EOFException end) {
                return;
            }
            if (!MessageFrames.receive(message, connection.streams())) {
                obey(message);
            }
        }
    }

    private void obey(WorkerMessage message) throws IOException {
        int number = message.run();
        var content = new WireInput(new ByteArrayInputStream(message.content()));
        switch (message.kind()) {
            case WorkerMessage.RUN -> {
                var request = RunCodec.readRequest(content);
                run(number, request, (int) content.number());
            }
            case WorkerMessage.PRUNE -> {
                long unused = content.number();
                start(number, () -> prune(number, Duration.ofSeconds(unused)));
            }
            case WorkerMessage.KILL -> {
                var run = running.get(number);
                if (run != null) {
                    run.kill();
                }
            }
            case WorkerMessage.SIGNAL -> {
                var run = running.get(number);
                if (run != null) {
                    run.signal((int) content.number());
                }
            }
            default -> throw new IOException("unknown message " + message.kind());
        }
    }

    /** @param before the run that it stands on; 0 for none */
    private void run(int number, RunRequest request, int before) throws IOException {
        var below = left.remove(before);
        if (before != 0 && below == null) {
            connection.fail(
                    number, BuildFailure.ofEnvironment("There is no run " + before + " to stand on", null, null));
            return;
        }
        var run = new RelayedRun(number, request, Files.createTempDirectory("run"), connection);
        left.put(number, run);
        running.put(number, run);
        start(number, () -> {
            try {
                run.go(below == null ? engine::start : below::startNext);
            } finally {
                running.remove(number);
            }
        });
    }

    private void prune(int number, Duration unused) throws IOException, InterruptedException {
        try {
            long freed = engine.prune(unused);
            connection.send(WorkerMessage.PRUNED, number, out -> out.number(freed));
        } catch (BuildFailure e) {
            connection.fail(number, e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(int number, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException connectionLost) {
                        // Whoever reads from the connection finds its end, too, and ends this process.
                        return;
                    } catch (InterruptedException nobodyDoes) {
                        Thread.currentThread().interrupt();
                    }
                },
                "run-" + number);
        thread.setDaemon(true);
        thread.start();
    }
}
