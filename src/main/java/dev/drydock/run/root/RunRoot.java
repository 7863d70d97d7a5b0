package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A root made of layers, for one run, whose changes can be told afterwards. */
public interface RunRoot extends AutoCloseable {

    /**
     * The layers that a root is made of.
     *
     * @param layers lowest first
     * @param before a run on top of them that may not be a layer yet; null if there is none
     */
    record Ground(List<LayerFile> layers, @Nullable Succession before) {

        /** As layers alone; waits until the run before is one. */
        List<LayerFile> asLayers() throws IOException {
            if (before == null) {
                return layers;
            }
            var all = new ArrayList<>(layers);
            all.add(before.awaitLayer());
            return all;
        }
    }

    /**
     * @param place takes the changes; stays the caller's
     * @param scratch an existing directory of this run
     * @param unpacking told of layers that are not there yet
     * @param devices whether device nodes in the root can be opened, as far as that can be helped
     */
    static RunRoot open(
            WorkerContext workshop, Ground ground, WorkPlace place, Path scratch, boolean devices, Unpacking unpacking)
            throws IOException {
        return workshop.isChroot()
                ? CopiedRoot.open(workshop, ground.asLayers(), place, unpacking)
                : OverlayRoot.mount(workshop, ground, place, scratch, devices, unpacking);
    }

    /** Where it is for the worker. */
    Path path();

    /** Whom its files belong to, where the kernel knows but one user; empty elsewhere. */
    OwnerTable owners();

    /**
     * Makes the layer of what changed, and keeps it as a snapshot. Nobody may use the root any more; the layer is independent of it.
     *
     * @param next told how far that is
     */
    CapturedLayer capture(Capture capture, Path scratch, Succession next) throws IOException;

    @Override
    void close() throws IOException;
}
