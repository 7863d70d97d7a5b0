package dev.drydock.engine;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.store.PruneReport;
import dev.drydock.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes room in the machine-wide store. Builds may go on meanwhile; what they use stays.
 *
 * @param unused delete what was not used for so long
 * @param keep then delete, the longest unused first, what is over so many bytes, unpacked layers and cache mounts not counted
 * @param dryRun delete nothing
 */
public record StorePrune(Path store, Duration unused, long keep, boolean dryRun) {

    /**
     * @param files deleted
     * @param bytes their size
     * @param kept bytes of those that stay
     * @param unpacked bytes of unpacked layers and cache mounts deleted; -1 if they were not looked at
     */
    public record Result(long files, long bytes, long kept, long unpacked) {}

    /** @throws BuildFailure if the store cannot be changed */
    public Result run(BuildEnvironment surroundings) throws InterruptedException {
        PruneReport stored;
        try (Store open = Store.open(store)) {
            stored = open.prune(unused, keep, dryRun);
        }
        return new Result(
                stored.removedFiles(), stored.removedBytes(), stored.keptBytes(), dryRun ? -1 : unpacked(surroundings));
    }

    /** They belong to ids only the sandbox can act for. Where it cannot be started, nothing was ever unpacked. */
    private long unpacked(BuildEnvironment surroundings) throws InterruptedException {
        if (!Files.isDirectory(store.resolve("snapshots"))) {
            return 0;
        }
        try (WorkerRunEngine engine = WorkerRunEngine.open(SandboxNotes.options(store, surroundings))) {
            return engine.prune(unused);
        } catch (BuildFailure e) {
            surroundings.log().warning("Unpacked layers are not pruned: " + Cause.of(e));
            return -1;
        }
    }
}
