package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.Digest;
import dev.drydock.io.LineSplitter;
import dev.drydock.sandbox.host.WorkerProcess;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A running worker and the runs it is asked for, several at once. */
final class WorkerConnection implements AutoCloseable {

    private final WorkerProcess worker;
    private final DataInputStream input;
    private final Map<Integer, Task<?>> tasks = new ConcurrentHashMap<>();
    private final AtomicInteger lastTask = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean lost;

    /** A request to the worker, and how the content of its answer is read. */
    private record Task<T>(CompletableFuture<T> result, RunListener listener, LineSplitter lines, Reader<T> reader) {

        static <T> Task<T> of(RunListener listener, Reader<T> reader) {
            return new Task<>(new CompletableFuture<>(), listener, new LineSplitter(listener::line), reader);
        }

        void complete(WireInput content) throws IOException {
            result.complete(reader.read(content));
        }
    }

    private interface Reader<T> {
        T read(WireInput in) throws IOException;
    }

    private WorkerConnection(WorkerProcess worker) {
        this.worker = worker;
        this.input = new DataInputStream(worker.input());
    }

    /** Takes over a worker that has greeted. */
    static WorkerConnection open(WorkerProcess worker) {
        return new WorkerConnection(worker);
    }

    /** Reads the first message, which says why overlayfs cannot be used, or nothing; then listens. */
    String awaitReady() throws IOException {
        var ready = WorkerMessage.read(input);
        if (ready.kind() != WorkerMessage.READY) {
            throw new IOException("the sandbox worker began with message " + ready.kind());
        }
        var listener = new Thread(this::listen, "drydock-sandbox-messages");
        listener.setDaemon(true);
        listener.start();
        return content(ready).text();
    }

    StartedRun start(RunRequest request, RunListener listener) throws InterruptedException {
        var task = Task.of(listener, RunCodec::readResult);
        int id = send(WorkerMessage.RUN, out -> RunCodec.write(request, out), task);
        return new StartedRun() {
            @Override
            public RunResult await() throws InterruptedException {
                return WorkerConnection.this.await(id, task);
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

    /** @return bytes freed */
    long prune(Duration unused) throws InterruptedException {
        var task = Task.of(line -> {}, WireInput::number);
        return ask(WorkerMessage.PRUNE, out -> out.number(unused.toSeconds()), task);
    }

    private <T> T ask(int kind, WorkerMessage.Content content, Task<T> task) throws InterruptedException {
        return await(send(kind, content, task), task);
    }

    private int send(int kind, WorkerMessage.Content content, Task<?> task) throws InterruptedException {
        int id = lastTask.incrementAndGet();
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
        return id;
    }

    private <T> T await(int id, Task<T> task) throws InterruptedException {
        try {
            return task.result().get();
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
            lost = true;
            tasks.values().forEach(task -> task.result().completeExceptionally(end));
        }
    }

    private void receive(WorkerMessage message) throws IOException {
        var task = tasks.get(message.run());
        if (task == null) {
            return;
        }
        switch (message.kind()) {
            case WorkerMessage.UNPACKING ->
                task.listener().unpacking(Digest.parse(content(message).text()));
            case WorkerMessage.STARTING -> task.listener().ready();
            case WorkerMessage.OUTPUT -> task.lines().add(content(message).bytes());
            case WorkerMessage.DONE, WorkerMessage.PRUNED -> {
                tasks.remove(message.run());
                task.lines().end();
                task.complete(content(message));
            }
            case WorkerMessage.FAILED -> {
                tasks.remove(message.run());
                task.lines().end();
                task.result().completeExceptionally(failure(content(message)));
            }
            default -> throw new IOException("unknown message " + message.kind());
        }
    }

    private static BuildFailure failure(WireInput in) throws IOException {
        var blame = BuildFailure.Blame.valueOf(in.text());
        String message = in.text();
        String hint = in.text();
        return blame == BuildFailure.Blame.BUILD
                ? BuildFailure.ofBuild(message, hint.isEmpty() ? null : hint)
                : BuildFailure.ofEnvironment(message, hint.isEmpty() ? null : hint, null);
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
