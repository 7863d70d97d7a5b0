package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.run.IsolationWays.Rung;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.engine.ContainerEngine;
import dev.drydock.sandbox.engine.EngineWorker;
import dev.drydock.sandbox.host.Credentials;
import dev.drydock.sandbox.host.HostRefusal;
import dev.drydock.sandbox.host.IdMap;
import dev.drydock.sandbox.host.Namespaces;
import dev.drydock.sandbox.host.WorkerCommand;
import dev.drydock.sandbox.host.WorkerProcess;
import dev.drydock.sandbox.kernel.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts workers, in the best way this machine allows. */
final class WorkerStart implements WorkerLauncher {

    /** The program between a container and the worker in it. */
    private static final String RELAY = "dev.drydock.run.relay.RelayMain";

    private final RunEngineOptions options;
    private @Nullable Rung chosen;
    private @Nullable SandboxChoice untold;
    private @Nullable WorkerArchive archive;

    WorkerStart(RunEngineOptions options) {
        this.options = options;
    }

    /** A worker, and in words the way it isolates processes. */
    private record Started(WorkerConnection connection, String way) {}

    @Override
    public synchronized WorkerConnection connect(boolean inheritIo) throws InterruptedException {
        try {
            var known = chosen;
            return connect(known == null ? ways() : List.of(known), inheritIo);
        } catch (IOException e) {
            throw BuildFailure.ofCause("The sandbox could not be started", e);
        }
    }

    @Override
    public synchronized void tellChoice() {
        var choice = untold;
        if (choice != null) {
            untold = null;
            options.note().accept(choice);
        }
    }

    @Override
    public synchronized void workersEnded(boolean whole) {
        var recorded = archive;
        if (recorded != null) {
            archive = null;
            try {
                recorded.workerEnded(whole);
            } catch (IOException e) {
                // The next worker starts as this one did.
                return;
            }
        }
    }

    private List<Rung> ways() throws IOException {
        boolean container = options.mode() == SandboxMode.AUTO || options.mode() == SandboxMode.CONTAINER;
        if (isSupported()) {
            var ways = IsolationWays.of(options.mode(), Credentials.current());
            if (options.workerImage() == null && options.mode() == SandboxMode.AUTO) {
                // In a container there is no use of another one.
                return ways.stream()
                        .filter(way -> way.mode() != SandboxMode.CONTAINER)
                        .toList();
            }
            return ways;
        }
        if (!container) {
            throw unsupported(options.mode(), System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        }
        return List.of(IsolationWays.CONTAINER);
    }

    /** Whether programs of images can be executed on such a machine itself, by its system and its processor. */
    static boolean isSupported() {
        return Architecture.current().isPresent();
    }

    /**
     * Starts a worker in this way and ends it.
     *
     * @return the way, in words
     * @throws HostRefusal if the way does not work here
     */
    String tryOut(Rung rung) throws HostRefusal, IOException, InterruptedException {
        Started started = start(rung, false);
        started.connection().close();
        workersEnded(false);
        return started.way();
    }

    private Path scratch() throws IOException {
        return Files.createDirectories(options.storeDirectory().toAbsolutePath().resolve("scratch"));
    }

    private WorkerConnection connect(List<Rung> rungs, boolean inheritIo) throws IOException, InterruptedException {
        var refusals = new ArrayList<HostRefusal>();
        var reasons = new ArrayList<String>();
        for (Rung rung : rungs) {
            try {
                var started = start(rung, inheritIo);
                if (chosen == null) {
                    chosen = rung;
                    untold = new SandboxChoice(started.way(), List.copyOf(reasons));
                }
                return started.connection();
            } catch (HostRefusal e) {
                refusals.add(e);
                reasons.add(rung.name() + ": " + e.reason());
            }
        }
        throw BuildFailure.ofEnvironment(
                "No process can be isolated here. Tried " + String.join("; ", reasons),
                hint(refusals),
                refusals.get(0));
    }

    static BuildFailure unsupported(SandboxMode mode, String system, String architecture) {
        return BuildFailure.ofEnvironment(
                "drydock.sandbox=" + mode + " works on Linux only, on x86-64 or arm64; this is " + system + " on "
                        + architecture,
                "Leave it out: RUN is then executed in a container of docker or podman. Images without RUN, such as"
                        + " those of Java applications described in the POM, need none of this.",
                null);
    }

    /** The cure for the best way that has one. */
    private static @Nullable String hint(List<HostRefusal> refusals) {
        for (HostRefusal refusal : refusals) {
            if (!refusal.hint().isEmpty()) {
                return refusal.hint();
            }
        }
        return null;
    }

    private Started start(Rung rung, boolean inheritIo) throws HostRefusal, IOException, InterruptedException {
        return rung.mode() == SandboxMode.CONTAINER
                ? inContainer(inheritIo)
                : new Started(connect(rung, scratch(), inheritIo), rung.name());
    }

    private Started inContainer(boolean inheritIo) throws HostRefusal, IOException, InterruptedException {
        var engine = ContainerEngine.find(System.getenv());
        if (inheritIo) {
            throw BuildFailure.ofEnvironment(
                    "A program in a container of " + engine + " cannot have the terminal of Maven",
                    "Load the image with drydock:load, and start it with '" + engine.kind() + " run -it --rm'.",
                    null);
        }
        // Where a container unpacks layers, a prune has something to do.
        Files.createDirectories(options.storeDirectory().resolve("snapshots").resolve("container"));
        String image = options.workerImage();
        var worker = EngineWorker.start(engine, WorkerClassPath.find(), RELAY, image == null ? "" : image);
        var connection = WorkerConnection.open(worker, new RelayTransfer(worker.output()));
        try {
            var ready = connection.awaitReady();
            String refusal = ready.text();
            if (refusal.isEmpty()) {
                return new Started(connection, "a container of " + engine + ": " + ready.text());
            }
            connection.close();
            throw new HostRefusal("in a container of " + engine + ": " + refusal, "");
        } catch (IOException e) {
            String diagnosis = worker.diagnosis();
            connection.close();
            throw new HostRefusal(engine + " did not start the worker: " + diagnosis, "");
        }
    }

    private WorkerConnection connect(Rung rung, Path scratch, boolean inheritIo)
            throws HostRefusal, IOException, InterruptedException {
        var namespaces = rung.preparation().namespaces();
        // Without a mount namespace nothing can be mounted on one that is shared.
        Path own = namespaces instanceof Namespaces.None ? Files.createTempDirectory(scratch, "w") : scratch;
        var connection = WorkerConnection.open(
                start(command(rung, namespaces, own, inheritIo), namespaces), new LocalTransfer());
        String refusal;
        try {
            refusal = connection.awaitReady().text();
        } catch (IOException e) {
            // It has died, or the thread that waits for it was interrupted.
            connection.close();
            throw e;
        }
        if (refusal.isEmpty()) {
            return connection;
        }
        connection.close();
        if (namespaces instanceof Namespaces.None) {
            throw new HostRefusal(refusal, "");
        }
        throw new HostRefusal(
                refusal,
                "The cache directory " + options.storeDirectory()
                        + " must be on a file system that overlayfs can write to, such as ext4, xfs or btrfs, and"
                        + " not on an overlay or a network file system: set drydock.cacheDirectory."
                        + (namespaces instanceof Namespaces.Plain ? "" : " The kernel must be 5.11 or newer."));
    }

    /** A worker that runs takes a scratch directory of its own away itself. */
    private static WorkerProcess start(WorkerCommand command, Namespaces namespaces)
            throws HostRefusal, IOException, InterruptedException {
        try {
            return WorkerProcess.start(command, namespaces);
        } catch (HostRefusal | IOException e) {
            if (namespaces instanceof Namespaces.None) {
                Files.deleteIfExists(command.scratch());
            }
            throw e;
        }
    }

    /**
     * The kind of snapshots: chroots have their marks and can have their device nodes in another way than the others, and those
     * of a user with but one id have recorded owners.
     */
    private static String kind(Rung rung, @Nullable IdMap ids) throws IOException {
        if (rung.mode() == SandboxMode.CHROOT) {
            return "chroot-" + IdMap.identity().key();
        }
        if (ids == null) {
            return "root";
        }
        return (rung.mode() == SandboxMode.ONE_ID ? "one-" : "user-") + ids.key();
    }

    private WorkerCommand command(Rung rung, Namespaces namespaces, Path scratch, boolean inheritIo)
            throws IOException {
        var ids = namespaces instanceof Namespaces.WithUser with ? with.ids() : null;
        var settings = new WorkerSettings(
                options.storeDirectory().toAbsolutePath(),
                kind(rung, ids),
                ids != null,
                ids == null || !ids.isSingle(),
                scratch,
                rung.mode());
        var classPath = WorkerClassPath.find();
        return new WorkerCommand(
                classPath,
                archiveOptions(classPath, inheritIo),
                "dev.drydock.run.worker.WorkerMain",
                settings.toArguments(),
                scratch,
                inheritIo);
    }

    /** None in a container, which begins with an empty store and ends before an archive could be made. */
    private List<String> archiveOptions(List<Path> classPath, boolean inheritIo) {
        if (options.workerImage() == null || inheritIo) {
            return List.of();
        }
        try {
            if (archive == null) {
                archive = WorkerArchive.of(options.storeDirectory().toAbsolutePath(), classPath);
            }
            return archive == null ? List.of() : archive.options();
        } catch (IOException withoutOne) {
            return List.of();
        }
    }
}
