package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
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

    private final WorkerLauncher launcher;
    private final List<WorkerConnection> open = new ArrayList<>();
    /** Held for moments only, whereas the engine's own lock is held while a worker starts. */
    private final Object expectation = new Object();

    private @Nullable EarlyStart early;
    private boolean expectsNothing;
    private volatile @Nullable WorkerConnection shared;
    private boolean closed;

    WorkerRunEngine(WorkerLauncher launcher) {
        this.launcher = launcher;
    }

    /** Starts nothing yet. */
    public static WorkerRunEngine open(RunEngineOptions options) {
        return new WorkerRunEngine(new WorkerStart(options));
    }

    @Override
    public void expectRun() {
        synchronized (expectation) {
            if (!expectsNothing && early == null) {
                early = EarlyStart.begin(launcher);
            }
        }
    }

    @Override
    public EarlyUnpack unpackEarly(Layer layer, GrowingFile blob) {
        WorkerConnection there = shared;
        EarlyStart begun;
        synchronized (expectation) {
            begun = early;
        }
        if (there != null) {
            return FollowedBlob.begin(layer, blob, there);
        }
        return begun == null ? EarlyUnpack.NONE : FollowedBlob.begin(layer, blob, begun);
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
        var connection = inheritIo ? launcher.connect(true) : started();
        open.add(connection);
        launcher.tellChoice();
        return connection;
    }

    private WorkerConnection started() throws InterruptedException {
        EarlyStart begun;
        synchronized (expectation) {
            begun = early;
            // Who expects a run now has what it needs before long.
            expectsNothing = true;
        }
        WorkerConnection connection;
        try {
            connection = begun == null ? launcher.connect(false) : begun.await();
        } catch (RuntimeException | Error failed) {
            // The next to need a worker tries anew.
            forget();
            throw failed;
        }
        forget();
        return connection;
    }

    private @Nullable EarlyStart forget() {
        synchronized (expectation) {
            EarlyStart begun = early;
            early = null;
            expectsNothing = true;
            return begun;
        }
    }

    /** Ends the workers, and with them whatever still runs. */
    @Override
    public synchronized void close() {
        closed = true;
        EarlyStart unused = forget();
        if (unused != null) {
            unused.end();
        }
        boolean whole = false;
        for (WorkerConnection connection : open) {
            connection.close();
            whole |= connection.hasMadeLayer();
        }
        if (unused != null || !open.isEmpty()) {
            launcher.workersEnded(whole);
        }
        open.clear();
    }
}
