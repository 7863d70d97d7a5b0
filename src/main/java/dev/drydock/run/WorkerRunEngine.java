package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs processes through a worker: a JVM in namespaces of its own that unpacks layers, mounts them, runs the process and
 * reads its changes back. One worker serves all runs; those with inherited streams get one each, which has the streams.
 */
@StartUp
public final class WorkerRunEngine implements RunEngine {

    private final WorkerStart start;
    private final List<WorkerConnection> open = new ArrayList<>();
    private @Nullable WorkerConnection shared;
    private boolean closed;

    private WorkerRunEngine(RunEngineOptions options) {
        this.start = new WorkerStart(options);
    }

    /** Starts nothing yet. */
    public static WorkerRunEngine open(RunEngineOptions options) {
        return new WorkerRunEngine(options);
    }

    /**
     * Starts a process. Its output goes line by line to the listener, on a thread of the engine's, unless it has the streams
     * of this JVM; then it has a worker of its own, until the engine is closed.
     */
    @Override
    public StartedRun start(RunRequest request, RunListener listener) throws InterruptedException {
        return (request.inheritIo() ? connect(true) : shared()).start(request, listener);
    }

    /**
     * Starts the worker now.
     *
     * @throws BuildFailure if no way to isolate a process works here
     */
    public void prepare() throws InterruptedException {
        shared();
    }

    /**
     * Removes snapshots and cache directories nobody has used for some time; those in use stay.
     *
     * @return how many bytes they took
     */
    public long prune(Duration unused) throws InterruptedException {
        return shared().prune(unused);
    }

    private synchronized WorkerConnection shared() throws InterruptedException {
        var known = shared;
        if (known == null) {
            known = connect(false);
            shared = known;
        }
        return known;
    }

    private synchronized WorkerConnection connect(boolean inheritIo) throws InterruptedException {
        if (closed) {
            throw BuildFailure.ofEnvironment("The run engine is closed", null, null);
        }
        var connection = start.connect(inheritIo);
        open.add(connection);
        return connection;
    }

    /** Ends the workers, and with them whatever still runs. */
    @Override
    public synchronized void close() {
        closed = true;
        for (WorkerConnection connection : open) {
            connection.close();
        }
        open.clear();
    }
}
