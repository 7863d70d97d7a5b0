package dev.drydock.snapshot;

import java.util.function.Consumer;

/**
 * Runs processes through a worker: a JVM in namespaces of its own that unpacks layers, mounts them, runs the process and
 * reads its changes back.
 */
public final class WorkerRunEngine implements RunEngine {

    private final RunEngineOptions options;

    private WorkerRunEngine(RunEngineOptions options) {
        this.options = options;
    }

    /** Starts nothing yet. */
    public static WorkerRunEngine open(RunEngineOptions options) {
        return new WorkerRunEngine(options);
    }

    @Override
    public RunResult run(RunRequest request, Consumer<String> output) throws InterruptedException {
        throw new UnsupportedOperationException(options.mode().toString());
    }

    @Override
    public void close() {}
}
