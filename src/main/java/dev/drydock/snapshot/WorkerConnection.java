package dev.drydock.snapshot;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.host.WorkerProcess;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running worker and the runs it is asked for, several at once. */
final class WorkerConnection implements AutoCloseable {

    private final WorkerProcess worker;
    private final DataInputStream input;
    private final Map<Integer, Run> runs = new ConcurrentHashMap<>();
    private final AtomicInteger lastRun = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean lost;

    private record Run(CompletableFuture<RunResult> result, LineSplitter lines) {}

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

    RunResult run(RunRequest request, Consumer<String> output) throws InterruptedException {
        int id = lastRun.incrementAndGet();
        var run = new Run(new CompletableFuture<>(), new LineSplitter(output));
        runs.put(id, run);
        try {
            WorkerMessage.of(WorkerMessage.RUN, id, out -> RunCodec.write(request, out))
                    .write(worker.output());
        } catch (IOException e) {
            runs.remove(id);
            throw died(e);
        }
        if (lost) {
            run.result().completeExceptionally(new EOFException());
        }
        return await(id, run);
    }

    private RunResult await(int id, Run run) throws InterruptedException {
        try {
            return run.result().get();
        } catch (InterruptedException e) {
            kill(id);
            run.result().handle((result, failure) -> 0).join();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildFailure failure) {
                throw failure;
            }
            throw died(e.getCause());
        }
    }

    private void kill(int id) {
        try {
            WorkerMessage.of(WorkerMessage.KILL, id, out -> {}).write(worker.output());
        } catch (IOException e) {
            // The worker is gone, and with it the run.
            lost = true;
        }
    }

    private BuildFailure died(@Nullable Throwable cause) throws InterruptedException {
        String how = closing ? "the build was ended" : worker.diagnosis();
        return BuildFailure.ofEnvironment("The sandbox worker is gone: " + how, null, cause);
    }

    private void listen() {
        try {
            while (true) {
                receive(WorkerMessage.read(input));
            }
        } catch (IOException end) {
            lost = true;
            runs.values().forEach(run -> run.result().completeExceptionally(end));
        }
    }

    private void receive(WorkerMessage message) throws IOException {
        var run = runs.get(message.run());
        if (run == null) {
            return;
        }
        switch (message.kind()) {
            case WorkerMessage.OUTPUT -> run.lines().add(content(message).bytes());
            case WorkerMessage.DONE -> end(message.run(), run, RunCodec.readResult(content(message)));
            case WorkerMessage.FAILED -> {
                runs.remove(message.run());
                run.lines().end();
                run.result().completeExceptionally(failure(content(message)));
            }
            default -> throw new IOException("unknown message " + message.kind());
        }
    }

    private void end(int id, Run run, RunResult result) {
        runs.remove(id);
        run.lines().end();
        run.result().complete(result);
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
