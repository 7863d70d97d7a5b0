package dev.drydock.container;

import dev.drydock.run.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Time for a container to end by itself when this JVM is ended by a signal (Ctrl-C, a cancelled job): otherwise it would be
 * gone in the same moment, in the middle of what it does.
 */
final class GracePeriod {

    private static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * Before one that may have had a signal from the terminal gets another: many programs drop everything when a second one
     * comes while they are cleaning up.
     */
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    private static final int PROCESS_GROUP = 2;
    private static final int GROUP_OF_THE_TERMINAL = 5;

    private final Thread hook;

    private GracePeriod(Thread hook) {
        this.hook = hook;
    }

    /** @param signal what the container is asked to end by */
    static GracePeriod to(StartedRun run, int signal) {
        var hook = new Thread(() -> say(run, signal), "drydock-farewell");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This JVM is ending already, and nothing that begins now has any time left.
            run.kill();
        }
        return new GracePeriod(hook);
    }

    private static void say(StartedRun run, int signal) {
        try {
            if (!isOnTerminal() || !run.ends(UNDISTURBED)) {
                run.signal(signal);
                run.ends(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the processes of this JVM's group, and with them the container's, are those that Ctrl-C reaches. */
    private static boolean isOnTerminal() {
        try {
            // proc_pid_stat(5); the name, in parentheses, may hold anything.
            String status = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
            return fields[PROCESS_GROUP].equals(fields[GROUP_OF_THE_TERMINAL]);
        } catch (IOException e) {
            return false;
        }
    }

    /** When the container has ended. If that is because this JVM is ending, does not return: there is nothing left to say. */
    void withdraw() throws InterruptedException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            new CountDownLatch(1).await();
        }
    }
}
