package dev.drydock.concurrent;

import dev.drydock.startup.StartUp;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that keep no JVM alive. */
@StartUp
public final class DaemonThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger number = new AtomicInteger();

    private DaemonThreads(String prefix) {
        this.prefix = prefix;
    }

    public static ThreadFactory named(String prefix) {
        return new DaemonThreads(prefix);
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
