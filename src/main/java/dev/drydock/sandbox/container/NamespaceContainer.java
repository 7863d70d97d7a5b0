package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A container of its own namespaces: the kernel ends everything in it with its first process. */
final class NamespaceContainer implements Container {

    private final int pid;

    private NamespaceContainer(int pid) {
        this.pid = pid;
    }

    static Container start(ContainerSpec spec, Path executable, Map<Integer, OpenFile> streams)
            throws IOException, ContainerRefusal {
        var launched = LaunchReport.start(
                ContainerProgram.of(Architecture.current().orElseThrow(), spec), executable, streams, launcher -> {});
        Processes.await(launched.launcher());
        try {
            launched.check();
        } catch (ContainerRefusal e) {
            if (launched.pid() != 0) {
                Processes.await(launched.pid());
            }
            throw e;
        }
        return new NamespaceContainer(launched.pid());
    }

    @Override
    public int await() throws IOException {
        return Processes.await(pid);
    }

    @Override
    public void signal(int number) {
        Processes.signal(pid, number);
    }

    @Override
    public void kill() {
        Processes.kill(pid);
    }
}
