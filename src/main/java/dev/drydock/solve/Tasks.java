package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tasks side by side that end together: no thread outlives the call, whatever way it returns. */
final class Tasks {

    private Tasks() {}

    /**
     * Runs tasks on at most {@code width} threads, beginning them in their order; one alone on the caller's. The first
     * failure interrupts the others and is thrown once all have ended; so is an interruption of the caller.
     *
     * @param name for the threads
     * @return results in the order of the tasks
     */
    static <T> List<T> run(String name, int width, List<Callable<T>> tasks) throws IOException, InterruptedException {
        if (tasks.isEmpty()) {
            return List.of();
        }
        if (tasks.size() == 1) {
            return List.of(alone(tasks.get(0)));
        }
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(width, tasks.size()), threads(name, threads));
        try {
            var completion = new ExecutorCompletionService<T>(pool);
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(completion.submit(task));
            }
            for (int i = 0; i < futures.size(); i++) {
                completion.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            pool.shutdownNow();
            join(threads);
        }
    }

    private static <T> T alone(Callable<T> task) throws IOException, InterruptedException {
        try {
            return task.call();
        } catch (Exception | Error e) {
            if (Thread.interrupted()) {
                // With several tasks the caller would not learn either what an interruption made them throw.
                var interrupted = new InterruptedException();
                interrupted.addSuppressed(e);
                throw interrupted;
            }
            throw rethrown(e);
        }
    }

    /** Throws what a task threw; returns nothing, so that callers can write {@code throw}. */
    static RuntimeException rethrown(@Nullable Throwable cause) throws IOException, InterruptedException {
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
        throw BuildFailure.ofEnvironment("The build was broken off: " + Cause.of(cause), null, cause);
    }

    /** The threads themselves: a pool says it has ended when its threads are about to. No more begin after its shutdown. */
    private static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : List.copyOf(threads)) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param made gets each of them */
    private static ThreadFactory threads(String name, List<Thread> made) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "drydock-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        };
    }
}
