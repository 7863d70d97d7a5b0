package dev.drydock.run.relay;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.run.RunCodec;
import dev.drydock.run.RunListener;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.RunResult;
import dev.drydock.run.StartedRun;
import dev.drydock.run.WorkerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One run: its files are placed here, it is given to the worker, and what comes of it is sent back. */
final class RelayedRun implements RunListener {

    private final int number;
    private final RunRequest request;
    private final Connection connection;
    private final Path directory;
    private final RelayedFiles files;
    /** When the worker has it; cancelled if that cannot be. */
    private final CompletableFuture<StartedRun> given = new CompletableFuture<>();

    /** Gives a run to the worker. */
    interface Starting {
        StartedRun start(RunRequest request, RunListener listener) throws InterruptedException;
    }

    /** @param directory an existing one, of this run; removed at the end */
    RelayedRun(int number, RunRequest request, Path directory, Connection connection) {
        this.number = number;
        this.request = request;
        this.connection = connection;
        this.directory = directory;
        this.files = new RelayedFiles(number, directory, connection);
    }

    void go(Starting worker) throws IOException, InterruptedException {
        try (files) {
            answer(start(worker).await());
        } catch (BuildFailure e) {
            // The failure of the worker may only follow from a layer that did not come.
            String missing = files.failure();
            connection.fail(
                    number,
                    missing.isEmpty()
                            ? e
                            : BuildFailure.ofEnvironment(
                                    "A layer could not be sent to the worker: " + missing, null, e));
        } catch (IOException | RuntimeException | Error e) {
            connection.fail(
                    number, BuildFailure.ofEnvironment("The worker's container failed: " + Cause.of(e), null, e));
        }
    }

    private StartedRun start(Starting worker) throws IOException, InterruptedException {
        try {
            var here = files.of(request, here(request.capture()));
            var run = worker.start(here, this);
            given.complete(run);
            return run;
        } finally {
            given.cancel(false);
        }
    }

    /** Gives the worker a run that stands on this one, when it has this one. */
    StartedRun startNext(RunRequest next, RunListener listener) throws InterruptedException {
        try {
            return given.get().startNext(next, listener).orElseThrow();
        } catch (CancellationException | ExecutionException e) {
            throw BuildFailure.ofEnvironment("The run that this one was to stand on could not be started", null, e);
        }
    }

    private @Nullable Capture here(@Nullable Capture there) {
        return there == null ? null : new Capture(directory, there.compression(), there.timestamp(), there.alsoWith());
    }

    private void answer(RunResult result) throws IOException {
        var layer = result.layer();
        if (layer == null) {
            connection.send(WorkerMessage.DONE, number, out -> {
                out.number(result.exitCode());
                out.flag(false);
            });
            return;
        }
        int content = connection.streams().next();
        int index = connection.streams().next();
        try {
            connection.send(WorkerMessage.DONE, number, out -> {
                out.number(result.exitCode());
                out.flag(true);
                RunCodec.write(layer.layer(), out);
                out.number(layer.tarSize());
                out.number(content);
                out.number(index);
            });
            Path indexFile = directory.resolve("index");
            LayerIndexes.write(layer.index(), indexFile);
            send(layer.file(), content);
            send(indexFile, index);
        } finally {
            Files.deleteIfExists(layer.file());
        }
    }

    private void send(Path file, int stream) throws IOException {
        var out = connection.streams().writer(stream);
        try {
            Files.copy(file, out);
        } catch (IOException e) {
            out.abort(Cause.of(e));
            throw e;
        }
        out.close();
    }

    /** At once, or when the worker has it. */
    void kill() {
        given.thenAccept(StartedRun::kill);
    }

    /** As {@link #kill}. */
    void signal(int signal) {
        given.thenAccept(run -> run.signal(signal));
    }

    @Override
    public void line(String line) {
        tell(WorkerMessage.OUTPUT, out -> out.bytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void unpacking(Digest diffId) {
        files.fetch(diffId);
        tell(WorkerMessage.UNPACKING, out -> out.text(diffId.toString()));
    }

    @Override
    public void ready() {
        tell(WorkerMessage.STARTING, out -> {});
    }

    private void tell(int kind, WorkerMessage.Content content) {
        try {
            connection.send(kind, number, content);
        } catch (IOException lost) {
            // Maven is gone, and this process will be when it reads that.
            return;
        }
    }
}
