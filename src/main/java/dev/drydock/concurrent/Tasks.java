package dev.drydock.concurrent;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tasks side by side that end together: none runs on when the call returns, whatever way it returns. The first failure
 * interrupts the other tasks and is thrown once all have ended; so is an interruption of the caller.
 */
@StartUp
public final class Tasks {

    private Tasks() {}

    /**
     * Runs tasks on at most {@code width} threads of their own, which end with them; one alone on the caller's. They begin in
     * their order.
     *
     * @param name for the threads
     * @return results in the order of the tasks
     */
    public static <T> List<T> run(String name, int width, List<? extends Callable<T>> tasks)
            throws IOException, InterruptedException {
        if (tasks.size() < 2) {
            return alone(tasks);
        }
        Threads threads = new Threads(DaemonThreads.named("drydock-" + name));
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(width, tasks.size()), threads);
        try {
            return runOn(pool, tasks);
        } finally {
            pool.shutdownNow();
            threads.join();
        }
    }

    /**
     * Runs tasks on threads that they share with others; one alone on the caller's.
     *
     * @return results in the order of the tasks
     */
    public static <T> List<T> runOn(ExecutorService executor, List<? extends Callable<T>> tasks)
            throws IOException, InterruptedException {
        if (tasks.size() < 2) {
            return alone(tasks);
        }
        CompletionService<T> completion = new ExecutorCompletionService<>(executor);
        List<Begun<T>> all = new ArrayList<>();
        List<Future<T>> futures = new ArrayList<>();
        try {
            for (Callable<T> task : tasks) {
                Begun<T> begun = new Begun<>(task);
                futures.add(completion.submit(begun));
                all.add(begun);
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
            for (Future<T> future : futures) {
                future.cancel(true);
            }
            for (Begun<T> task : all) {
                task.awaitEnd();
            }
        }
    }

    private static <T> List<T> alone(List<? extends Callable<T>> none) throws IOException, InterruptedException {
        if (none.isEmpty()) {
            return List.of();
        }
        try {
            return Collections.singletonList(none.get(0).call());
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
    public static RuntimeException rethrown(@Nullable Throwable cause) throws IOException, InterruptedException {
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

    /** A task that knows whether it has begun: a cancelled future is done while its task may still be running. */
    private static final class Begun<T> implements Callable<T> {

        private final Callable<T> task;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);

        private Begun(Callable<T> task) {
            this.task = task;
        }

        @Override
        public T call() throws Exception {
            if (!taken.compareAndSet(false, true)) {
                throw new CancellationException();
            }
            try {
                return task.call();
            } finally {
                ended.countDown();
            }
        }

        /** Returns when the task has ended; one that has not begun never will. */
        private void awaitEnd() {
            boolean running = !taken.compareAndSet(false, true);
            boolean interrupted = false;
            while (running) {
                try {
                    ended.await();
                    running = false;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Threads of a pool, to be waited for: the pool says it has ended when they are about to. */
    private static final class Threads implements ThreadFactory {

        private final ThreadFactory factory;
        private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());

        private Threads(ThreadFactory factory) {
            this.factory = factory;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = factory.newThread(task);
            made.add(thread);
            return thread;
        }

        /** After the pool's shutdown, when no more begin. */
        private void join() {
            boolean interrupted = false;
            for (Thread thread : List.copyOf(made)) {
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
    }
}
