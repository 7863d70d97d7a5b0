package dev.drydock.snapshot.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What all runs of a worker share. */
record Workshop(
        WorkerSettings settings,
        WorkPlaces work,
        Snapshots snapshots,
        CacheDirectories caches,
        Overlays overlays,
        ExecutorService unpackers) {

    private static final int MOST_UNPACKERS = 4;

    static Workshop open(WorkerSettings settings) throws IOException {
        Path base = settings.store().resolve("snapshots").resolve(settings.kind());
        Files.createDirectories(base);
        // Inside are set-id programs and whatever images hold; nobody else may reach them.
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx------"));
        var marks = settings.userNamespace() ? OverlayMarks.USER : OverlayMarks.TRUSTED;
        var background = threads(1, "background");
        var work = new WorkPlaces(base.resolve("work"));
        return new Workshop(
                settings,
                work,
                new Snapshots(base, work, marks, background),
                new CacheDirectories(base.resolve("caches"), work),
                new Overlays(settings.scratch(), marks),
                threads(Math.min(MOST_UNPACKERS, Runtime.getRuntime().availableProcessors()), "unpack"));
    }

    OverlayMarks marks() {
        return settings.userNamespace() ? OverlayMarks.USER : OverlayMarks.TRUSTED;
    }

    /** Removes what nobody has used since then. @return bytes freed */
    long prune(Instant lastUse) throws IOException {
        snapshots.settle();
        return snapshots.prune(lastUse) + caches.prune(lastUse);
    }

    /** A path in the scratch directory, shorter. */
    Path fromCurrentDirectory(Path path) {
        return settings.scratch().relativize(path);
    }

    private static ExecutorService threads(int count, String name) {
        return Executors.newFixedThreadPool(count, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
