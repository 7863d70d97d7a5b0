package dev.drydock.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A worker that starts on a thread of its own, beside what has to be done before it is needed. Nobody learns of its failure
 * but who asks for it.
 */
final class EarlyStart implements Runnable {

    private final WorkerLauncher launcher;
    private final CompletableFuture<WorkerConnection> started = new CompletableFuture<>();
    private final Thread thread;

    private EarlyStart(WorkerLauncher launcher) {
        this.launcher = launcher;
        this.thread = new Thread(this, "drydock-early-start");
        thread.setDaemon(true);
    }

    static EarlyStart begin(WorkerLauncher launcher) {
        EarlyStart early = new EarlyStart(launcher);
        early.thread.start();
        return early;
    }

    @Override
    public void run() {
        try {
            started.complete(launcher.connect(false));
        } catch (InterruptedException | RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }

    /**
     * Waits for the worker. If the caller is interrupted, the start goes on.
     *
     * @throws dev.drydock.failure.BuildFailure as if it were started now
     */
    WorkerConnection await() throws InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // It was ended.
            throw (InterruptedException) new InterruptedException().initCause(e.getCause());
        }
    }

    /** Ends the worker, or breaks off its start, and waits until it is gone. */
    void end() {
        thread.interrupt();
        WorkerConnection unused = started.exceptionally(failure -> null).join();
        if (unused != null) {
            unused.close();
        }
    }
}
