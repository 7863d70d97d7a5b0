package dev.drydock.run;

import dev.drydock.startup.StartUp;

/**
 * Runs processes on roots made of layers. One engine serves a whole build and runs several processes at once; it starts
 * what it needs (a worker in its namespaces) at the first run. Nothing it started or mounted outlives this JVM, however
 * that ends.
 */
@StartUp
public interface RunEngine extends AutoCloseable {

    /**
     * @throws dev.drydock.failure.BuildFailure if no way to isolate a process works here, saying what was tried and what to
     *     enable; or if the program or the user is not in the root
     * @throws InterruptedException if interrupted; the process is killed
     */
    default RunResult run(RunRequest request, RunListener listener) throws InterruptedException {
        return start(request, listener).await();
    }

    /** The same, without waiting for the end. */
    StartedRun start(RunRequest request, RunListener listener) throws InterruptedException;

    @Override
    void close();
}
