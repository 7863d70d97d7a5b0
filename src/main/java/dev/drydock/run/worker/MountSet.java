package dev.drydock.run.worker;

import dev.drydock.run.RunRequest;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.run.root.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All that is put over the root of one run before its container starts. Closing it takes everything away again. */
interface MountSet extends AutoCloseable {

    /**
     * @param place for what may become large
     * @param scratch a directory of this run
     * @param unpacking told of layers that are not there yet
     */
    static MountSet of(WorkerContext workshop, WorkPlace place, Path scratch, ContainerRoot root, Unpacking unpacking) {
        return workshop.isChroot()
                ? new PlacedMounts(workshop, place, scratch, root, unpacking)
                : new RunMounts(workshop, place, scratch, root, unpacking);
    }

    /** Mounts /dev, files that name hosts, and what the request asks for, outer targets before inner ones. */
    void mount(RunRequest request) throws IOException;

    /** Absolute paths in the root that are not to be written to although no mount bars it. */
    List<String> readOnly();

    @Override
    void close() throws IOException;
}
