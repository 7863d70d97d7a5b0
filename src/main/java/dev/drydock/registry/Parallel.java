package dev.drydock.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks side by side, one alone here, and waits for all; the first failure stops the others, and none is left running. */
record Parallel(ExecutorService executor) {

    /** Something to be done. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    void run(List<? extends Task> tasks) throws IOException, InterruptedException {
        if (tasks.size() == 1) {
            tasks.get(0).run();
            return;
        }
        CompletionService<Void> running = new ExecutorCompletionService<>(executor);
        List<Future<Void>> futures = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        Semaphore ended = new Semaphore(0);
        for (Task task : tasks) {
            futures.add(running.submit(() -> {
                begun.incrementAndGet();
                try {
                    task.run();
                    return null;
                } finally {
                    ended.release();
                }
            }));
        }
        try {
            for (int done = 0; done < futures.size(); done++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            for (Future<Void> future : futures) {
                future.cancel(true);
            }
            ended.acquireUninterruptibly(begun.get());
        }
    }
}
