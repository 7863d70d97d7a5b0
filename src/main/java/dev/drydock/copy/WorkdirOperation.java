package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.Accounts.Owner;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.WorkdirStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** WORKDIR on a stage's root: the directory and its missing parents, 0755, owned by the user in force. */
public final class WorkdirOperation {

    private static final int MODE = 0755;

    private final WorkdirStep step;
    private final LayeredTree root;
    private final @Nullable Owner owner;

    private WorkdirOperation(WorkdirStep step, LayeredTree root, @Nullable Owner owner) {
        this.step = step;
        this.root = root;
        this.owner = owner;
    }

    /** @throws BuildFailure if the user is a name and the stage has no root to look it up in */
    public static WorkdirOperation prepare(WorkdirStep step, LayeredTree destination) throws IOException {
        return new WorkdirOperation(step, destination, Metadata.owner(step.user(), destination, step.source()));
    }

    /**
     * Makes the layer, an empty one if the directory is there.
     *
     * @param directory where its temporary file is made
     * @param timestamp modification time of what is made; null is 1970, for there is no source to have a time
     * @throws BuildFailure if a file is in the way
     */
    public WrittenLayer write(Path directory, Compression compression, @Nullable Instant timestamp) throws IOException {
        var metadata = new Metadata(owner, ModeChange.parse(null), timestamp);
        var staging = new Staging(root);
        try {
            staging.makeDirectories(
                    staging.follow("", RootedPaths.clean(step.path())),
                    metadata.madeDirectory(MODE, Instant.EPOCH, false),
                    metadata.isOwned());
            return LayerOutput.write(staging, directory, compression, CopyOperation.MANY);
        } catch (BuildFailure e) {
            throw e.within(step.source().location() + ": " + step.source().text());
        }
    }
}
