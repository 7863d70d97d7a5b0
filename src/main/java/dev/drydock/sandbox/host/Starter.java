package dev.drydock.sandbox.host;

import dev.drydock.failure.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The thread that starts a process and stays until that ends. The kernel's death signal goes to a child when the thread
 * that started it is gone, not the process; so this may not be a thread of some pool.
 */
final class Starter {

    private static final int KEPT_OUTPUT = 16 * 1024;
    private static final int ETXTBSY_TRIES = 50;

    /** ETXTBSY as the JDK says it, which changed with Java 25. */
    private static final Pattern ERROR_26 = Pattern.compile("error[=:] ?26\\b");

    private final Path executable;
    private final boolean inheritIo;
    private final Path socket;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private volatile @Nullable Process process;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Integer status;

    private Starter(Path executable, boolean inheritIo, Path socket) {
        this.executable = executable;
        this.inheritIo = inheritIo;
        this.socket = socket;
    }

    /**
     * @param socket that the process connects to; connected to once more when the process ends, so that nobody waits for a
     *     connection that cannot come, and one that has come is found first
     */
    static Starter start(Path executable, boolean inheritIo, Path socket) throws IOException, InterruptedException {
        var starter = new Starter(executable, inheritIo, socket);
        var thread = new Thread(starter::run, "drydock-sandbox");
        thread.setDaemon(true);
        thread.start();
        starter.started.await();
        if (starter.failure != null) {
            throw starter.failure;
        }
        return starter;
    }

    private void run() {
        try {
            Process child = startProcess();
            process = child;
            started.countDown();
            if (!inheritIo) {
                keepOutput(child.getInputStream());
            }
            status = waitFor(child);
        } catch (IOException e) {
            failure = e;
            started.countDown();
        } finally {
            ended.countDown();
            wakeWhoWaits();
        }
    }

    private void wakeWhoWaits() {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
        } catch (IOException nobodyWaits) {
            // The process had been heard of before it ended.
            return;
        }
    }

    private Process startProcess() throws IOException {
        var builder = new ProcessBuilder(executable.toString());
        builder.environment().clear();
        if (inheritIo) {
            builder.inheritIO();
        } else {
            builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
        }
        for (int tries = 0; ; tries++) {
            try {
                return builder.start();
            } catch (IOException e) {
                // A child that another thread forks meanwhile has our file open for writing until it executes its own.
                boolean busy = ERROR_26.matcher(String.valueOf(e.getMessage())).find();
                if (!busy || tries == ETXTBSY_TRIES) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void keepOutput(InputStream output) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = output.read(buffer); count > 0; count = output.read(buffer)) {
            synchronized (printed) {
                if (printed.size() < KEPT_OUTPUT) {
                    printed.write(buffer, 0, count);
                }
            }
        }
    }

    private static int waitFor(Process child) {
        while (true) {
            try {
                return child.waitFor();
            } catch (InterruptedException notByUs) {
                // Nobody knows this thread; its only end is that of the process.
                Thread.onSpinWait();
            }
        }
    }

    long pid() {
        Process child = process;
        if (child == null) {
            throw new IllegalStateException("not started");
        }
        return child.pid();
    }

    @Nullable
    Integer exitStatus() {
        return status;
    }

    String diagnosis() throws InterruptedException {
        if (!ended.await(2, TimeUnit.SECONDS)) {
            return "it still runs";
        }
        String text;
        synchronized (printed) {
            text = printed.toString(StandardCharsets.UTF_8).strip();
        }
        Integer code = status;
        return (code == null ? "it could not be awaited" : "it ended with " + ExitCode.describe(code))
                + (text.isEmpty() ? "" : ", saying: " + text);
    }

    void kill() {
        Process child = process;
        if (child != null) {
            child.destroyForcibly();
        }
    }

    /** Waits for the process to end by itself, then makes it end. Not to be interrupted: it has to be gone. */
    void end(long time, TimeUnit unit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + unit.toNanos(time);
        while (true) {
            try {
                if (!ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    kill();
                    ended.await();
                }
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
