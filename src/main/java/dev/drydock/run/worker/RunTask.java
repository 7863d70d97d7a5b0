package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.CompressionWarmUp;
import dev.drydock.layer.Accounts;
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
import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.BackgroundThreads;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run from request to result. */
final class RunTask {

    private static final int LARGEST_ACCOUNT_FILE = 10 << 20;

    /** As Docker's default; more makes programs slow that close all they may have open. */
    private static final long MOST_OPEN_FILES = 1 << 20;

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
            var specification = specification(root, files, mounts);
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

    private ContainerSpec specification(ContainerRoot root, RunRoot files, MountSet mounts) throws IOException {
        var accounts = Accounts.parse(
                root.read("/etc/passwd", LARGEST_ACCOUNT_FILE), root.read("/etc/group", LARGEST_ACCOUNT_FILE));
        var identity = accounts.identity(request.user());
        String workdir = request.workdir();
        root.makeDirectory(workdir, identity.uid(), identity.gid());
        var env = new ArrayList<String>();
        request.env().forEach((name, value) -> env.add(name + "=" + value));
        if (!request.env().containsKey("HOME")) {
            env.add("HOME=" + identity.home());
        }
        CommandTexts.check(request);
        return new ContainerSpec(
                new ContainerSpec.Root(
                        files.path().toString(),
                        "/" + root.stubDirectory("/proc"),
                        "/" + root.stubDirectory("/sys"),
                        "/" + root.stubDirectory("/dev/mqueue"),
                        files.owners()),
                new ContainerSpec.Command(
                        ProgramSearch.find(root, request.argv(), request.env(), workdir),
                        request.argv(),
                        env,
                        workdir,
                        new ContainerSpec.Identity(identity.uid(), identity.gid(), identity.groups())),
                new ContainerSpec.Confinement(
                        workshop.settings().mode(),
                        freedoms(),
                        request.hostname(),
                        Math.min(MOST_OPEN_FILES, Processes.openFilesLimit()),
                        mounts.readOnly()));
    }

    private Set<Freedom> freedoms() {
        var freedoms = EnumSet.noneOf(Freedom.class);
        if (request.network()) {
            freedoms.add(Freedom.HOST_NETWORK);
        }
        if (request.privileged()) {
            freedoms.add(Freedom.PRIVILEGED);
        }
        if (request.inheritIo()) {
            freedoms.add(Freedom.TERMINAL);
        }
        return freedoms;
    }

    private int execute(ContainerSpec spec, ContainerRoot root) throws IOException {
        Path launcher = scratch.resolve("launch");
        try {
            if (request.inheritIo()) {
                return await(start(spec, launcher, Map.of(), root));
            }
            var pipe = Processes.pipe();
            try (var reader = pipe.reader();
                    var devices = Directory.open(Path.of("/dev"))) {
                Container container;
                try (var writer = pipe.writer();
                        var nothing = devices.file("null", OpenFlags.READ, 0)) {
                    container = start(spec, launcher, Map.of(0, nothing, 1, writer, 2, writer), root);
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
            throw failure(e, spec);
        }
    }

    /** A program of another processor has an emulator registered for it when it turns out that the kernel has none. */
    private static Container start(
            ContainerSpec spec, Path launcher, Map<Integer, OpenFile> streams, ContainerRoot root)
            throws IOException, ContainerRefusal {
        try {
            return Container.start(spec, launcher, streams);
        } catch (ContainerRefusal e) {
            var foreign = ForeignProgram.of(e, spec, root);
            if (foreign == null) {
                throw e;
            }
            boolean registered = e.errno() == Errno.ENOENT;
            var emulator = foreign.emulator(spec.confinement().mode());
            if (emulator == null) {
                throw foreign.failure(registered, null, "");
            }
            try {
                return Container.start(spec.withEmulator(emulator), launcher, streams);
            } catch (ContainerRefusal again) {
                if (again.isAboutEmulator()) {
                    throw foreign.failure(registered, emulator, String.valueOf(again.getMessage()));
                }
                throw again;
            }
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

    private static BuildFailure failure(ContainerRefusal refusal, ContainerSpec spec) {
        String program = spec.command().argv().get(0);
        if (refusal.isAboutProgram()) {
            String hint = switch (refusal.errno()) {
                case Errno.ENOEXEC -> "It is a script without a #! line, or not a program at all.";
                case Errno.ENOENT ->
                    "The interpreter that its #! line names is not in the image, or its dynamic loader. If the file has the line"
                            + " ends of Windows, the interpreter's name ends with a carriage return: sed -i 's/\\r$//' FILE.";
                case Errno.EACCES ->
                    "The user " + spec.command().identity().uid() + " may not execute it: change its mode or"
                            + " its owner.";
                default -> null;
            };
            return BuildFailure.ofBuild(
                    "'" + program + "' cannot be executed: " + Errno.describe(refusal.errno()), hint);
        }
        if (refusal.isAboutIdentity() && refusal.errno() == Errno.EINVAL) {
            return BuildFailure.ofBuild(
                    "The step is to run as user and group "
                            + spec.command().identity().uid() + ":"
                            + spec.command().identity().gid() + " with further groups "
                            + spec.command().identity().groups() + ", and this user has no subordinate ids for them",
                    "Enlarge the ranges of this user in /etc/subuid and /etc/subgid: they must cover all ids of the"
                            + " image.");
        }
        return BuildFailure.ofEnvironment("The container could not be started: " + refusal.getMessage(), null, refusal);
    }
}
