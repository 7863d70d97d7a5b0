package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.run.IsolationWays.Rung;
import dev.drydock.sandbox.SandboxMode;
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
final class WorkerStart {

    private final RunEngineOptions options;
    private @Nullable Rung chosen;

    WorkerStart(RunEngineOptions options) {
        this.options = options;
    }

    /** @throws BuildFailure if nothing works here, with all that was tried */
    WorkerConnection connect(boolean inheritIo) throws InterruptedException {
        if (!isSupported()) {
            throw unsupported(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        }
        try {
            var user = Credentials.current();
            Path scratch = scratch();
            var known = chosen;
            return connect(known == null ? IsolationWays.of(options.mode(), user) : List.of(known), scratch, inheritIo);
        } catch (IOException e) {
            throw BuildFailure.ofCause("The sandbox could not be started", e);
        }
    }

    /** Whether programs of images can be executed on such a machine, by its system and its processor. */
    static boolean isSupported() {
        return Architecture.current().isPresent();
    }

    /**
     * Starts a worker in this way and ends it.
     *
     * @throws HostRefusal if the way does not work here
     */
    void tryOut(Rung rung) throws HostRefusal, IOException, InterruptedException {
        connect(rung, scratch(), false).close();
    }

    private Path scratch() throws IOException {
        return Files.createDirectories(options.storeDirectory().toAbsolutePath().resolve("scratch"));
    }

    private WorkerConnection connect(List<Rung> rungs, Path scratch, boolean inheritIo)
            throws IOException, InterruptedException {
        var refusals = new ArrayList<HostRefusal>();
        var reasons = new ArrayList<String>();
        for (Rung rung : rungs) {
            try {
                var connection = connect(rung, scratch, inheritIo);
                if (chosen == null) {
                    chosen = rung;
                    options.note().accept(new SandboxChoice(rung.name(), List.copyOf(reasons)));
                }
                return connection;
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

    static BuildFailure unsupported(String system, String architecture) {
        return BuildFailure.ofEnvironment(
                "Programs of images can be executed on Linux only, on x86-64 or arm64; this is " + system + " on "
                        + architecture,
                "Run Maven on Linux, such as in a virtual machine on this computer. Images without RUN, such as"
                        + " those of"
                        + " Java applications described in the POM, can be built and pushed from here.",
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

    private WorkerConnection connect(Rung rung, Path scratch, boolean inheritIo)
            throws HostRefusal, IOException, InterruptedException {
        var namespaces = rung.preparation().namespaces();
        // Without a mount namespace nothing can be mounted on one that is shared.
        Path own = namespaces instanceof Namespaces.None ? Files.createTempDirectory(scratch, "w") : scratch;
        var connection = WorkerConnection.open(start(command(rung, namespaces, own, inheritIo), namespaces));
        String refusal = connection.awaitReady();
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

    /** The kind of snapshots: chroots have their marks and can have their device nodes in another way than the others,
     * and who has but one id has recorded owners. */
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
        return new WorkerCommand(
                WorkerClassPath.find(),
                "dev.drydock.run.worker.WorkerMain",
                settings.toArguments(),
                scratch,
                inheritIo);
    }
}
