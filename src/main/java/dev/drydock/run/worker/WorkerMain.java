package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.run.RunCodec;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunResult;
import dev.drydock.run.WireInput;
import dev.drydock.run.WorkerMessage;
import dev.drydock.run.WorkerSettings;
import dev.drydock.run.root.Succession;
import dev.drydock.run.root.WorkerContext;
import dev.drydock.run.root.WorkerFailures;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.host.WorkerCommand;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.Processes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The worker: takes requests from its connection, each on a thread of its own, until that ends. Then it is gone at once. */
public final class WorkerMain {

    /** Maven waits a little longer before it kills the worker. */
    private static final int SECONDS_TO_FINISH = 8;

    private final WorkerContext workshop;
    private final EarlyUnpacks early;
    private final OutputStream connection;
    private final Map<Integer, RunTask> running = new ConcurrentHashMap<>();
    /** By run, the directory it leaves, until another stands on that; a few words for each. */
    private final Map<Integer, Succession> left = new HashMap<>();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private WorkerMain(WorkerContext workshop, OutputStream connection) {
        this.workshop = workshop;
        this.early = new EarlyUnpacks(workshop.snapshots());
        this.connection = connection;
    }

    /** @param arguments see {@link WorkerSettings} */
    public static void main(String[] arguments) throws IOException {
        try (var control = OpenFile.inherited(WorkerCommand.CONTROL, "connection to Maven")) {
            var out = control.output();
            out.write(WorkerCommand.GREETING);
            var settings = WorkerSettings.parse(arguments);
            if (settings.mode() == SandboxMode.CHROOT) {
                // Nothing but this keeps what it runs from the secrets and files it has in its memory.
                Processes.hide();
            }
            var workshop = WorkerContext.open(settings);
            var worker = new WorkerMain(workshop, out);
            try {
                worker.greet();
                worker.serve(new DataInputStream(control.input()));
            } finally {
                worker.finish();
            }
        }
        // Every process and mount is in a namespace that ends with this process, or has been ended by now.
        Runtime.getRuntime().halt(0);
    }

    private void greet() throws IOException {
        String refusal = workshop.probe();
        send(WorkerMessage.READY, 0, out -> out.text(refusal == null ? "" : refusal));
        var thread = new Thread(this::clean, "clean");
        thread.setDaemon(true);
        thread.start();
    }

    private void clean() {
        try {
            workshop.clean();
        } catch (IOException leftForNextTime) {
            // Leftovers that cannot be removed are in nobody's way.
            return;
        }
    }

    private void serve(DataInputStream in) throws IOException {
        while (true) {
            WorkerMessage message;
            try {
                message = WorkerMessage.read(in);
            } catch (EOFException end) {
                return;
            }
            switch (message.kind()) {
                case WorkerMessage.RUN -> start(message);
                case WorkerMessage.PRUNE -> start(message.run(), () -> prune(message));
                case WorkerMessage.UNPACK -> unpackEarly(message);
                case WorkerMessage.GROWN ->
                    early.grown(message.run(), content(message).number());
                case WorkerMessage.KEEP -> early.settle(message.run(), true);
                case WorkerMessage.KILL -> {
                    early.settle(message.run(), false);
                    var task = running.get(message.run());
                    if (task != null) {
                        task.kill();
                    }
                }
                case WorkerMessage.SIGNAL -> {
                    var task = running.get(message.run());
                    if (task != null) {
                        task.signal((int) content(message).number());
                    }
                }
                default -> throw new IOException("unknown message " + message.kind());
            }
        }
    }

    private void start(WorkerMessage message) throws IOException {
        int run = message.run();
        var content = content(message);
        var request = RunCodec.readRequest(content);
        int before = (int) content.number();
        var ground = left.remove(before);
        if (before != 0 && ground == null) {
            sendFailure(run, BuildFailure.ofEnvironment("There is no run " + before + " to stand on", null, null));
            return;
        }
        if (ground != null) {
            ground.want();
        }
        var task = task(run, request, ground);
        left.put(run, task.next());
        running.put(run, task);
        start(run, () -> answer(run, task));
    }

    private void unpackEarly(WorkerMessage message) throws IOException {
        var work = early.begin(message.run(), RunCodec.readLayer(content(message)));
        start(message.run(), work::run);
    }

    private static WireInput content(WorkerMessage message) {
        return new WireInput(new ByteArrayInputStream(message.content()));
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(int number, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException connectionLost) {
                        // Whoever reads from the connection finds its end, too, and ends this process.
                        return;
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "task-" + number);
        threads.add(thread);
        thread.start();
    }

    /** Without namespaces processes are ended here, and each run takes away what it has put into its root. */
    private void finish() throws IOException {
        if (!workshop.isChroot()) {
            return;
        }
        early.drop();
        running.values().forEach(RunTask::kill);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_FINISH);
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
        }
        workshop.close();
    }

    private void prune(WorkerMessage message) throws IOException {
        var unused = content(message).number();
        try {
            long freed = workshop.prune(Instant.now().minusSeconds(unused));
            send(WorkerMessage.PRUNED, message.run(), out -> out.number(freed));
        } catch (IOException | RuntimeException e) {
            sendFailure(message.run(), WorkerFailures.of(e, workshop.settings()));
        }
    }

    private RunTask task(int run, RunRequest request, @Nullable Succession before) {
        return new RunTask(
                workshop, request, before, workshop.settings().scratch().resolve("r" + run), new Report(run));
    }

    /** Passes what becomes of a run on to whoever asked for it. */
    private final class Report implements RunTask.Report {

        private final int run;

        Report(int run) {
            this.run = run;
        }

        @Override
        public void begins(Digest diffId) throws IOException {
            send(WorkerMessage.UNPACKING, run, out -> out.text(diffId.toString()));
        }

        @Override
        public void starts() throws IOException {
            send(WorkerMessage.STARTING, run, out -> {});
        }

        @Override
        public void changed(RunResult result) throws IOException {
            send(WorkerMessage.CHANGED, run, out -> RunCodec.write(result, out));
        }

        @Override
        public void printed(ByteBuffer printed) throws IOException {
            byte[] bytes = new byte[printed.remaining()];
            printed.get(bytes);
            send(WorkerMessage.OUTPUT, run, out -> out.bytes(bytes));
        }
    }

    private void answer(int run, RunTask task) throws IOException {
        try {
            var result = task.run();
            send(WorkerMessage.DONE, run, out -> RunCodec.write(result, out));
        } catch (BuildFailure e) {
            sendFailure(run, e);
        } catch (IOException | RuntimeException | Error e) {
            sendFailure(run, explained(e));
        } finally {
            running.remove(run);
            try (var scratch = Directory.open(workshop.settings().scratch())) {
                scratch.removeTree("r" + run);
            }
        }
    }

    /** In words if there are any: without an answer Maven would wait for ever. */
    private BuildFailure explained(Throwable failure) {
        try {
            return WorkerFailures.of(failure, workshop.settings());
        } catch (RuntimeException | Error noWords) {
            return BuildFailure.ofEnvironment("The worker failed: " + noWords, null, failure);
        }
    }

    private void sendFailure(int run, BuildFailure failure) throws IOException {
        WorkerMessage.ofFailure(run, failure).write(connection);
    }

    private void send(int kind, int run, WorkerMessage.Content content) throws IOException {
        WorkerMessage.of(kind, run, content).write(connection);
    }
}
