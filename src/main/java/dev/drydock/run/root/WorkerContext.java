package dev.drydock.run.root;

import dev.drydock.run.WorkerSettings;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Everything that all runs of a worker share. */
public record WorkerContext(
        WorkerSettings settings,
        WorkPlaces work,
        Snapshots snapshots,
        CacheDirectories caches,
        Overlays overlays,
        CopiedTrees trees,
        ExecutorService unpackers,
        @Nullable WorkPlace ownScratch)
        implements AutoCloseable {

    private static final int MOST_UNPACKERS = 4;

    public static WorkerContext open(WorkerSettings settings) throws IOException {
        Path base = settings.store().resolve("snapshots").resolve(settings.kind());
        Files.createDirectories(base);
        // Inside are set-id programs and whatever images hold; nobody else may reach them.
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx------"));
        boolean chroot = settings.mode() == SandboxMode.CHROOT;
        var marks = settings.userNamespace() || chroot ? OverlayMarks.USER : OverlayMarks.TRUSTED;
        var background = threads(1, "background");
        var work = new WorkPlaces(base.resolve("work"));
        return new WorkerContext(
                settings,
                work,
                new Snapshots(base, work, marks, settings.mode() == SandboxMode.ONE_ID, background),
                new CacheDirectories(
                        base.resolve("caches"),
                        work,
                        chroot,
                        settings.mode() == SandboxMode.ONE_ID
                                ? FileOwners.recordedIn(new OwnerTable())
                                : FileOwners.REAL),
                new Overlays(settings.scratch(), marks),
                new CopiedTrees(work, marks),
                threads(Math.min(MOST_UNPACKERS, Runtime.getRuntime().availableProcessors()), "unpack"),
                chroot
                        ? scratches(settings)
                                .adopt(String.valueOf(settings.scratch().getFileName()))
                        : null);
    }

    /** Where each worker without a mount namespace has its scratch directory. */
    private static WorkPlaces scratches(WorkerSettings settings) throws IOException {
        return new WorkPlaces(settings.scratch().resolveSibling(""));
    }

    /** Removes what workers that were killed left behind. */
    public void clean() throws IOException {
        work.clean();
        if (isChroot()) {
            scratches(settings).clean();
        }
    }

    public OverlayMarks marks() {
        return settings.userNamespace() || isChroot() ? OverlayMarks.USER : OverlayMarks.TRUSTED;
    }

    /** Whether the kernel knows but one user, and owners of files are recorded. */
    public boolean recordsOwners() {
        return settings.mode() == SandboxMode.ONE_ID;
    }

    /** Whether there are no mounts. */
    public boolean isChroot() {
        return settings.mode() == SandboxMode.CHROOT;
    }

    /** Why nothing can be run here, null if it can. */
    @Nullable
    public String probe() throws IOException {
        return isChroot() ? ChrootProbe.run(work, settings.scratch()) : overlays.probe(work);
    }

    /**
     * Removes what nobody has used since then.
     *
     * @return bytes freed
     */
    public long prune(Instant lastUse) throws IOException {
        snapshots.settle();
        return snapshots.prune(lastUse) + caches.prune(lastUse);
    }

    /** A path in the scratch directory, shorter. */
    public Path fromCurrentDirectory(Path path) {
        return settings.scratch().relativize(path);
    }

    /** Removes what nobody needs after this worker. */
    @Override
    public void close() throws IOException {
        trees.close();
        if (ownScratch != null) {
            ownScratch.close();
        }
    }

    private static ExecutorService threads(int count, String name) {
        return Executors.newFixedThreadPool(count, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
