package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.Digest;
import dev.drydock.io.LineSplitter;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.sandbox.RunningWorker;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A running worker and the runs it is asked for, several at once. */
final class WorkerConnection implements AutoCloseable {

    private final RunningWorker worker;
    private final Transfer transfer;
    private final DataInputStream input;
    private final Map<Integer, Task<?>> tasks = new ConcurrentHashMap<>();
    private final AtomicInteger lastTask = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean lost;
    private volatile boolean madeLayer;

    /** How requests and results, with the files they name, get to the other end and back. */
    interface Transfer {

        void write(int run, RunRequest request, WireOutput out) throws IOException;

        /** Reads a result, or sees to it that it is read, and completes the future. */
        void read(int run, WireInput in, CompletableFuture<RunResult> result) throws IOException;

        /** A message that no worker on this machine sends. */
        void receive(WorkerMessage message) throws IOException;

        /** Whether the worker can open files of this machine by their paths. */
        boolean sharesFiles();

        /** Nothing more is sent for this run. */
        void end(int run);

        /** The connection has ended. */
        void lost(IOException cause);
    }

    /**
     * A request to the worker, and how the content of its answer is read.
     *
     * @param early what is known of the result before it is complete, if that is told
     */
    private record Task<T>(
            CompletableFuture<T> early,
            CompletableFuture<T> result,
            RunListener listener,
            LineSplitter lines,
            Reader<T> reader) {

        static <T> Task<T> of(RunListener listener, Reader<T> reader) {
            return new Task<>(
                    new CompletableFuture<>(),
                    new CompletableFuture<>(),
                    listener,
                    new LineSplitter(listener::line),
                    reader);
        }

        void readEarly(WireInput content) throws IOException {
            reader.read(content, early);
        }

        void complete(WireInput content) throws IOException {
            reader.read(content, result);
        }
    }

    private interface Reader<T> {
        void read(WireInput in, CompletableFuture<T> result) throws IOException;
    }

    private WorkerConnection(RunningWorker worker, Transfer transfer) {
        this.worker = worker;
        this.transfer = transfer;
        this.input = new DataInputStream(worker.input());
    }

    /** Takes over a worker that has greeted. */
    static WorkerConnection open(RunningWorker worker, Transfer transfer) {
        return new WorkerConnection(worker, transfer);
    }

    /** Reads the first message, which begins with why nothing can be run, or with an empty text; then listens. */
    WireInput awaitReady() throws IOException {
        var ready = WorkerMessage.read(input);
        if (ready.kind() != WorkerMessage.READY) {
            throw new IOException("the sandbox worker began with message " + ready.kind());
        }
        var listener = new Thread(this::listen, "drydock-sandbox-messages");
        listener.setDaemon(true);
        listener.start();
        return content(ready);
    }

    StartedRun start(RunRequest request, RunListener listener) throws InterruptedException {
        return start(request, 0, listener);
    }

    /** @param before another run that this one stands on; 0 for none */
    private StartedRun start(RunRequest request, int before, RunListener listener) throws InterruptedException {
        int id = lastTask.incrementAndGet();
        Task<RunResult> task = Task.of(listener, (in, result) -> transfer.read(id, in, result));
        WorkerMessage.Content content = out -> {
            transfer.write(id, request, out);
            out.number(before);
        };
        send(id, WorkerMessage.RUN, content, task);
        return new StartedRun() {
            private final AtomicBoolean taken = new AtomicBoolean();

            @Override
            public RunResult await() throws InterruptedException {
                try {
                    RunResult whole = WorkerConnection.this.await(id, task, task.result());
                    madeLayer |= whole.layer() != null;
                    return whole;
                } finally {
                    if (!taken.get()) {
                        deleteEarly(task);
                    }
                }
            }

            @Override
            public RunResult changes() throws InterruptedException {
                RunResult early = WorkerConnection.this.await(
                        id, task, task.early().applyToEither(task.result(), either -> either));
                taken.set(true);
                madeLayer |= early.layer() != null;
                return early;
            }

            @Override
            public Optional<StartedRun> startNext(RunRequest request, RunListener listener)
                    throws InterruptedException {
                return Optional.of(WorkerConnection.this.start(request, id, listener));
            }

            @Override
            public boolean ends(Duration within) throws InterruptedException {
                try {
                    task.result().get(within.toMillis(), TimeUnit.MILLISECONDS);
                    return true;
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    return true;
                }
            }

            @Override
            public void signal(int number) {
                tell(WorkerMessage.SIGNAL, id, out -> out.number(number));
            }

            @Override
            public void kill() {
                tell(WorkerMessage.KILL, id, out -> {});
            }
        };
    }

    /** Whether the worker can open files of this machine by their paths. */
    boolean sharesFiles() {
        return transfer.sharesFiles();
    }

    /**
     * Has a layer unpacked whose blob is being written; the worker does not answer.
     *
     * @return its number
     */
    int unpackEarly(LayerFile layer) {
        int number = lastTask.incrementAndGet();
        tell(WorkerMessage.UNPACK, number, out -> RunCodec.write(layer, out));
        return number;
    }

    /** So many bytes more of a blob are in its file. */
    void grown(int number, long bytes) {
        tell(WorkerMessage.GROWN, number, out -> out.number(bytes));
    }

    /** All of a blob is there, and it is known whether it is the layer's; or no more of it comes. */
    void settle(int number, boolean isLayer) {
        tell(isLayer ? WorkerMessage.KEEP : WorkerMessage.KILL, number, out -> {});
    }

    /** @return bytes freed */
    long prune(Duration unused) throws InterruptedException {
        int id = lastTask.incrementAndGet();
        Task<Long> task = Task.of(line -> {}, (in, result) -> result.complete(in.number()));
        send(id, WorkerMessage.PRUNE, out -> out.number(unused.toSeconds()), task);
        return await(id, task, task.result());
    }

    /** The layer as it was before it was compressed, which nobody has asked for. */
    private static void deleteEarly(Task<RunResult> task) {
        RunResult early =
                task.early().isCompletedExceptionally() ? null : task.early().getNow(null);
        WrittenLayer layer = early == null ? null : early.layer();
        try {
            if (layer != null) {
                Files.deleteIfExists(layer.file());
            }
        } catch (IOException stays) {
            // It is in a temporary directory, and goes with that.
            return;
        }
    }

    private void send(int id, int kind, WorkerMessage.Content content, Task<?> task) throws InterruptedException {
        tasks.put(id, task);
        try {
            WorkerMessage.of(kind, id, content).write(worker.output());
        } catch (IOException e) {
            tasks.remove(id);
            throw died(e);
        }
        if (lost) {
            task.result().completeExceptionally(new EOFException());
        }
    }

    /** @param wanted the task's result, or what is known of it before */
    private <T> T await(int id, Task<T> task, CompletableFuture<T> wanted) throws InterruptedException {
        try {
            return wanted.get();
        } catch (InterruptedException e) {
            tell(WorkerMessage.KILL, id, out -> {});
            task.result().handle((result, failure) -> 0).join();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildFailure failure) {
                throw failure;
            }
            throw died(e.getCause());
        }
    }

    private void tell(int kind, int id, WorkerMessage.Content content) {
        try {
            WorkerMessage.of(kind, id, content).write(worker.output());
        } catch (IOException e) {
            // The worker is gone, and with it the run.
            lost = true;
        }
    }

    private BuildFailure died(@Nullable Throwable cause) throws InterruptedException {
        String how = closing ? "the build was ended" : worker.diagnosis();
        Integer status = worker.exitStatus();
        return BuildFailure.ofEnvironment(
                "The sandbox worker is gone (the process that executes programs of images): " + how,
                closing || status == null ? null : ExitCode.meaning(status),
                cause);
    }

    private void listen() {
        try {
            while (true) {
                receive(WorkerMessage.read(input));
            }
        } catch (IOException end) {
            lose(end);
        } catch (RuntimeException nonsense) {
            lose(new IOException("the worker sent what is no message", nonsense));
        }
    }

    /** Whether a run has got as far as that. */
    boolean hasMadeLayer() {
        return madeLayer;
    }

    private void lose(IOException cause) {
        lost = true;
        transfer.lost(cause);
        tasks.values().forEach(task -> task.result().completeExceptionally(cause));
    }

    private void receive(WorkerMessage message) throws IOException {
        if (message.isAboutFiles()) {
            transfer.receive(message);
            return;
        }
        var task = tasks.get(message.run());
        if (task == null) {
            return;
        }
        switch (message.kind()) {
            case WorkerMessage.UNPACKING ->
                task.listener().unpacking(Digest.parse(content(message).text()));
            case WorkerMessage.STARTING -> task.listener().ready();
            case WorkerMessage.OUTPUT -> task.lines().add(content(message).bytes());
            case WorkerMessage.CHANGED -> {
                task.lines().end();
                task.readEarly(content(message));
            }
            case WorkerMessage.DONE, WorkerMessage.PRUNED -> {
                tasks.remove(message.run());
                task.lines().end();
                complete(task, content(message));
            }
            case WorkerMessage.FAILED -> {
                tasks.remove(message.run());
                task.lines().end();
                transfer.end(message.run());
                task.result().completeExceptionally(WorkerMessage.failure(content(message)));
            }
            default -> throw new IOException("unknown message " + message.kind());
        }
    }

    /** A task whose answer cannot be read is known to nobody any more who could tell it of the end. */
    private static void complete(Task<?> task, WireInput content) throws IOException {
        try {
            task.complete(content);
        } catch (IOException | RuntimeException e) {
            task.result().completeExceptionally(e);
            throw e;
        }
    }

    private static WireInput content(WorkerMessage message) {
        return new WireInput(new ByteArrayInputStream(message.content()));
    }

    /** Ends the worker and waits until it is gone. */
    @Override
    public void close() {
        closing = true;
        worker.close();
    }
}
