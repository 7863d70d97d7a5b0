package dev.drydock.engine.build;

import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.source.PlannedSource;
import dev.drydock.image.Digest;
import dev.drydock.store.CommandNotes;
import dev.drydock.store.Store;
import java.util.List;

/**
 * Whether a build will have to run something, told as soon as its Dockerfile is read and before names of base images are
 * looked up: a command that no build of this machine had, as it is written, has no result here, whatever it stands on.
 */
final class ForeseenRuns {

    private final List<Digest> commands;
    private final CommandNotes notes;

    ForeseenRuns(PlannedSource source, Store machine) {
        this.commands = source.commands();
        this.notes = machine.commands();
    }

    /** False if it cannot be told yet. */
    boolean areSure(CacheOptions cache) {
        if (cache.ignored()) {
            return !commands.isEmpty();
        }
        if (cache.isShared()) {
            // Another machine may have run it.
            return false;
        }
        for (Digest command : commands) {
            if (notes.isNew(command)) {
                return true;
            }
        }
        return false;
    }

    /** To be called when the build has succeeded. */
    void remember() {
        for (Digest command : commands) {
            notes.add(command);
        }
    }
}
