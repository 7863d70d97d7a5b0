package dev.drydock.sandbox.engine;

import dev.drydock.failure.ExitCode;
import dev.drydock.process.KeptOutput;
import dev.drydock.sandbox.RunningWorker;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a container, spoken to over its standard streams. The container ends when its standard input does, and so when
 * this JVM ends, in whatever way; the engine then removes it.
 */
public final class EngineWorker implements RunningWorker {

    private static final int KEPT_OUTPUT = 16 * 1024;
    private static final int SECONDS_TO_END = 20;

    private final ContainerEngine engine;
    private final String name;
    private final Process process;
    private final OutputStream output;
    private final KeptOutput printed;

    private EngineWorker(ContainerEngine engine, String name, Process process) {
        this.engine = engine;
        this.name = name;
        this.process = process;
        this.output = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        this.printed = KeptOutput.of(process.getErrorStream(), KEPT_OUTPUT);
    }

    /**
     * Starts one, in an image that is made if the engine has none yet.
     *
     * @param classPath of the worker, on this machine
     * @param mainClass is given the directory of the store inside; must speak first
     * @param image with Java, of the engine's; "" for one made here
     * @throws HostRefusal if the engine refuses, or cannot be given an image
     */
    public static EngineWorker start(ContainerEngine engine, List<Path> classPath, String mainClass, String image)
            throws HostRefusal, IOException, InterruptedException {
        var files = new WorkerFiles(classPath);
        String made = new WorkerImage(engine, files).ensure(image);
        String name = "drydock-worker-" + UUID.randomUUID();
        var container = new WorkerContainer(engine, made, name, files.inside(), mainClass);
        return new EngineWorker(engine, name, new ProcessBuilder(container.command()).start());
    }

    @Override
    public InputStream input() {
        return process.getInputStream();
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String diagnosis() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.SECONDS)) {
            return "it still runs";
        }
        String text = printed.text().strip();
        return "'" + engine.kind() + " run' ended with " + ExitCode.describe(process.exitValue())
                + (text.isEmpty() ? "" : ", saying: " + text);
    }

    @Override
    public @Nullable Integer exitStatus() {
        return process.isAlive() ? null : process.exitValue();
    }

    /** Ends the container and waits until it is gone. Not to be interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        // Somebody may be writing to it, and not get on.
        var closing = new Thread(this::closeInput, "drydock-container-end");
        closing.setDaemon(true);
        closing.start();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                remove();
            }
        } catch (InterruptedException now) {
            interrupted = true;
            remove();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It has ended, or its command has.
            process.destroy();
        }
    }

    private void remove() {
        try {
            engine.command("rm", "--force", name).run();
        } catch (IOException unreachable) {
            // The engine does not answer; the end of its standard input ends the container.
            process.destroyForcibly();
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
