package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks side by side that end together: no thread outlives the call, whatever way it returns. */
final class Together {

    private Together() {}

    /**
     * Runs tasks on at most {@code width} threads, beginning them in their order. The first failure interrupts the others
     * and is thrown once all have ended; so is an interruption of the caller.
     *
     * @param name for the threads
     * @return results in the order of the tasks
     */
    static <T> List<T> run(String name, int width, List<? extends Callable<T>> tasks)
            throws IOException, InterruptedException {
        if (tasks.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(width, tasks.size()), threads(name));
        try {
            var completion = new ExecutorCompletionService<T>(pool);
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(completion.submit(task::call)));
            for (int i = 0; i < futures.size(); i++) {
                completion.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw rethrown(e);
        } finally {
            pool.shutdownNow();
            join(pool);
        }
    }

    /** Throws what a task threw; returns nothing, so that callers can write {@code throw}. */
    static RuntimeException rethrown(ExecutionException e) throws IOException, InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw BuildFailure.ofEnvironment(String.valueOf(cause), null, cause);
    }

    private static void join(ExecutorService pool) {
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "drydock-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
