package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.Accounts;
import dev.drydock.layer.Accounts.Owner;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.CopyStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COPY or ADD on a stage's root. Preparing finds the sources; the digest of what they hold may be enough to find the layer
 * in a cache, and only if it is not is the root looked at and the layer written.
 */
public final class CopyOperation {

    /** So many files are described in memory at once. */
    static final int MANY = 2000;

    private final CopyStep step;
    private final ModeChange chmod;
    private final List<Selection> selections;
    private final int many;

    private CopyOperation(CopyStep step, ModeChange chmod, List<Selection> selections, int many) {
        this.step = step;
        this.chmod = chmod;
        this.selections = selections;
        this.many = many;
    }

    /** The same with another number of files that are described in memory at once. */
    CopyOperation inPortionsOf(int files) {
        return new CopyOperation(step, chmod, selections, files);
    }

    /**
     * @throws BuildFailure if a source is not there, or an option's value means nothing
     * @throws IOException if sources cannot be read
     */
    public static CopyOperation prepare(CopyStep step, CopyInputs inputs) throws IOException, InterruptedException {
        return new CopyOperation(step, ModeChange.parse(step.chmod()), new Selector(step, inputs).select(), MANY);
    }

    /**
     * Digest of everything taken from the sources, as it will be in the layer: names, types, modes, owners, link targets,
     * extended attributes, content. An owner the step gives by name stands for itself. Times do not count, nor does the root
     * copied to. Content that a memo knows is not read.
     */
    public Digest contentDigest() throws IOException, InterruptedException {
        String chown = step.chown();
        boolean named = chown != null && Accounts.needsFiles(chown);
        Owner owner = named ? Owner.ROOT : Metadata.owner(chown, LayeredTree.empty(), step.source());
        return SelectionDigest.of(selections, new Metadata(owner, chmod, null), many);
    }

    private boolean unpacks() {
        for (Selection selection : selections) {
            if (selection.unpack()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes the layer.
     *
     * @param destination the stage's root so far
     * @param directory where its temporary file is made
     * @param timestamp modification time of everything added; files of images and archives, whose times are part of what
     *     they are, keep earlier ones. Null keeps the times of the sources
     * @throws BuildFailure if something in the root is in the way, or a name means nobody there
     */
    public WrittenLayer write(
            LayeredTree destination, Path directory, Compression compression, @Nullable Instant timestamp)
            throws IOException {
        LayeredTree root = step.startsEmpty() ? LayeredTree.empty() : destination;
        var metadata = new Metadata(Metadata.owner(step.chown(), root, step.source()), chmod, timestamp);
        var staging = new Staging(root);
        var copier = new Copier(staging, metadata, unpacks() ? Integer.MAX_VALUE : many);
        String place = RootedPaths.clean(step.destination());
        try {
            for (Selection selection : selections) {
                boolean unpack = selection.unpack() && new Archive(selection.tree(), selection.node()).isArchive();
                if (unpack) {
                    Unpacker.unpack(staging, metadata, selection, place);
                } else {
                    copier.copy(selection, place, step.intoDirectory());
                }
            }
            return LayerOutput.write(staging, directory, compression, many);
        } catch (BuildFailure e) {
            throw e.within(step.source().location() + ": " + step.source().text());
        }
    }
}
