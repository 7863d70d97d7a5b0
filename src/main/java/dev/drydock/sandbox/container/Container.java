package dev.drydock.sandbox.container;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.kernel.OpenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A running container: its first process, with whose end everything in it ends. */
public interface Container {

    /**
     * Starts a container; returns when its process runs the program asked for.
     *
     * @param executable where to write the program that does it; no such file may exist, it is deleted again
     * @param streams descriptors 0, 1 and 2 of the process; those missing are the worker's own
     * @throws ContainerRefusal if a step failed that depends on what is asked for
     */
    static Container start(ContainerSpec spec, Path executable, Map<Integer, OpenFile> streams)
            throws IOException, ContainerRefusal {
        return spec.confinement().mode() == SandboxMode.CHROOT
                ? ChrootContainer.start(spec, executable, streams)
                : NamespaceContainer.start(spec, executable, streams);
    }

    /**
     * Waits for its end.
     *
     * @return exit code, or 128 + n if signal n ended it
     */
    int await() throws IOException;

    /** Sends its first process a signal, which that gets if it listens to it: nothing else ends the first of a namespace. */
    void signal(int number);

    /** Ends it with all its processes; it still has to be awaited, and must not be killed after that. */
    void kill();
}
