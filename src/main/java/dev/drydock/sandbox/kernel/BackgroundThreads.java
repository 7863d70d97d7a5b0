package dev.drydock.sandbox.kernel;

import dev.drydock.concurrent.DaemonThreads;
import java.util.concurrent.ThreadFactory;

/** Threads that have a processor when nothing else wants it, the command of a RUN above all. */
public final class BackgroundThreads {

    private BackgroundThreads() {}

    public static ThreadFactory named(String prefix) {
        var threads = DaemonThreads.named(prefix);
        return work -> threads.newThread(() -> {
            giveWay();
            work.run();
        });
    }

    private static void giveWay() {
        try {
            Processes.giveWay();
        } catch (KernelException asImportantAsOthers) {
            // A sandbox around this process may forbid it; what the thread makes is the same.
            return;
        }
    }
}
