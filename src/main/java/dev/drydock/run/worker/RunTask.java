package dev.drydock.run.worker;

import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.CompressionWarmUp;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunResult;
import dev.drydock.run.root.CapturedLayer;
import dev.drydock.run.root.RunRoot;
import dev.drydock.run.root.Snapshots;
import dev.drydock.run.root.Succession;
import dev.drydock.run.root.WorkPlaces;
import dev.drydock.run.root.WorkerContext;
import dev.drydock.sandbox.container.Container;
import dev.drydock.sandbox.container.ContainerRefusal;
import dev.drydock.sandbox.container.ContainerSpec;
import dev.drydock.sandbox.kernel.BackgroundThreads;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run from request to result. */
final class RunTask {

    /** Is told how the run goes. */
    interface Report extends Snapshots.Unpacking {

        /** All is prepared, the process starts. */
        void starts() throws IOException;

        /** The changes are known, and are still being compressed. */
        void changed(RunResult result) throws IOException;

        /** The process prints; the buffer is only good during the call. */
        void printed(ByteBuffer bytes) throws IOException;
    }

    private final WorkerContext workshop;
    private final RunRequest request;
    private final Path scratch;
    private final Report report;
    private final @Nullable Succession before;
    private final Succession next = new Succession();
    private @Nullable Container running;
    private @Nullable Thread thread;
    private boolean killed;

    /**
     * @param before left by a run that this one stands on; null for layers alone
     * @param scratch a directory in memory for this run, not yet made
     */
    RunTask(WorkerContext workshop, RunRequest request, @Nullable Succession before, Path scratch, Report report) {
        this.workshop = workshop;
        this.request = request;
        this.scratch = scratch;
        this.report = report;
        this.before = before;
    }

    /** The directory it leaves to the next. */
    Succession next() {
        return next;
    }

    RunResult run() throws IOException {
        CapturedLayer captured = null;
        int exitCode;
        try {
            try (next) {
                begin();
                Files.createDirectory(scratch);
                try (var place = workshop.work().create();
                        var root = RunRoot.open(workshop, ground(), place, scratch, request.privileged(), report)) {
                    exitCode = runIn(root, place);
                    var capture = request.capture();
                    if (capture != null && (exitCode == 0 || exitCode == capture.alsoWith())) {
                        captured = root.capture(capture, scratch, next);
                        if (!captured.isComplete()) {
                            // Before the place is removed: that takes a while if there was a snapshot of these changes.
                            report.changed(new RunResult(exitCode, captured.tar()));
                        }
                    }
                }
            }
            return new RunResult(exitCode, captured == null ? null : captured.await());
        } finally {
            if (captured != null) {
                captured.close();
            }
        }
    }

    private RunRoot.Ground ground() {
        return new RunRoot.Ground(request.layers(), before);
    }

    private synchronized void begin() throws InterruptedIOException {
        if (killed) {
            throw new InterruptedIOException("ended before it began");
        }
        thread = Thread.currentThread();
    }

    /** Ends the run: its process, or the preparations for it or what comes after. It then fails, or ends as killed. */
    synchronized void kill() {
        killed = true;
        if (running != null) {
            running.kill();
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    /** Nothing if its process does not run yet, or any more. */
    synchronized void signal(int number) {
        if (running != null) {
            running.signal(number);
        }
    }

    private int runIn(RunRoot files, WorkPlaces.WorkPlace place) throws IOException {
        var owners = workshop.recordsOwners() ? FileOwners.recordedIn(files.owners()) : FileOwners.REAL;
        try (var root = new ContainerRoot(files.path(), owners);
                var mounts = MountSet.of(workshop, place, scratch, root, report)) {
            mounts.mount(request);
            var specification = new RunSpecification(workshop.settings(), request).of(root, files, mounts.readOnly());
            report.starts();
            try (var meanwhile = warmUp()) {
                return execute(specification, root);
            }
        }
    }

    /** The command has most of the time of a build, and often but one of the processors. */
    private CompressionWarmUp warmUp() {
        var capture = request.capture();
        return CompressionWarmUp.begin(
                capture == null ? Compression.NONE : capture.compression(), BackgroundThreads.named("warm-up"));
    }

    private int execute(ContainerSpec spec, ContainerRoot root) throws IOException {
        Path launcher = scratch.resolve("launch");
        try {
            if (request.inheritIo()) {
                return await(ContainerStart.start(spec, launcher, Map.of(), root));
            }
            var pipe = Processes.pipe();
            try (var reader = pipe.reader();
                    var devices = Directory.open(Path.of("/dev"))) {
                Container container;
                try (var writer = pipe.writer();
                        var nothing = devices.file("null", OpenFlags.READ, 0)) {
                    container = ContainerStart.start(spec, launcher, Map.of(0, nothing, 1, writer, 2, writer), root);
                }
                setRunning(container);
                try {
                    forward(reader);
                } catch (IOException e) {
                    // Nobody listens any more.
                    container.kill();
                    await(container);
                    throw e;
                }
                return await(container);
            }
        } catch (ContainerRefusal e) {
            throw ContainerStart.failure(e, spec);
        }
    }

    private synchronized void setRunning(Container container) {
        running = container;
        if (killed) {
            container.kill();
        }
    }

    private int await(Container container) throws IOException {
        setRunning(container);
        try {
            return container.await();
        } finally {
            forgetRunning();
        }
    }

    private synchronized void forgetRunning() {
        running = null;
    }

    private void forward(OpenFile reader) throws IOException {
        var buffer = ByteBuffer.allocateDirect(32 * 1024);
        while (reader.read(buffer.clear()) > 0) {
            report.printed(buffer.flip());
        }
    }
}
