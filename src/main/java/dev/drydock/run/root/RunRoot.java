package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A root made of layers, for one run, whose changes can be told afterwards. */
public interface RunRoot extends AutoCloseable {

    /**
     * @param place takes the changes; stays the caller's
     * @param scratch an existing directory of this run
     * @param unpacking told of layers that are not there yet
     * @param devices whether device nodes in the root can be opened, as far as that can be helped
     */
    static RunRoot open(
            WorkerContext workshop,
            List<LayerFile> layers,
            WorkPlace place,
            Path scratch,
            boolean devices,
            Unpacking unpacking)
            throws IOException {
        return workshop.isChroot()
                ? CopiedRoot.open(workshop, layers, place, unpacking)
                : OverlayRoot.mount(workshop, layers, place, scratch, devices, unpacking);
    }

    /** Where it is for the worker. */
    Path path();

    /** Whom its files belong to, where the kernel knows but one user; empty elsewhere. */
    OwnerTable owners();

    /** Makes the layer of what changed, and keeps it as a snapshot. Nobody may use the root any more; the layer is independent of it. */
    CapturedLayer capture(Capture capture, Path scratch) throws IOException;

    @Override
    void close() throws IOException;
}
