package dev.drydock.sandbox.container;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.kernel.SocketPair;
import dev.drydock.sandbox.owners.Identity;
import dev.drydock.sandbox.owners.OwnerSupervision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A container of its own namespaces: the kernel ends everything in it with its first process. */
final class NamespaceContainer implements Container {

    private final int pid;
    private final @Nullable OwnerSupervision owners;

    private NamespaceContainer(int pid, @Nullable OwnerSupervision owners) {
        this.pid = pid;
        this.owners = owners;
    }

    static Container start(ContainerSpec spec, Path executable, Map<Integer, OpenFile> streams)
            throws IOException, ContainerRefusal {
        var program = ContainerProgram.of(Architecture.current().orElseThrow(), spec);
        if (spec.confinement().mode() != SandboxMode.ONE_ID) {
            return new NamespaceContainer(
                    started(LaunchReport.start(program, executable, streams, launcher -> {})), null);
        }
        var supervision = new AtomicReference<@Nullable OwnerSupervision>();
        try (var socket = SocketPair.open()) {
            var descriptors = new HashMap<>(streams);
            descriptors.put(Supervision.DESCRIPTOR, socket.other());
            var launched = LaunchReport.start(program, executable, descriptors, launcher -> {
                socket.other().close();
                supervision.set(supervise(spec, socket));
            });
            return new NamespaceContainer(started(launched), supervision.get());
        }
    }

    /** Before the process executes, which is supervised already; nothing if it does not come so far. */
    private static @Nullable OwnerSupervision supervise(ContainerSpec spec, SocketPair socket) throws IOException {
        var listener = socket.receive("system calls of " + spec.root().path());
        return listener == null
                ? null
                : OwnerSupervision.start(listener, spec.root().owners(), first(spec));
    }

    /** Who the first process of a container is. */
    static Identity first(ContainerSpec spec) {
        var who = spec.command().identity();
        return Identity.of(who.uid(), who.gid(), who.groups());
    }

    private static int started(LaunchReport launched) throws IOException, ContainerRefusal {
        Processes.await(launched.launcher());
        try {
            launched.check();
        } catch (ContainerRefusal e) {
            if (launched.pid() != 0) {
                Processes.await(launched.pid());
            }
            throw e;
        }
        return launched.pid();
    }

    @Override
    public int await() throws IOException {
        int status = Processes.await(pid);
        if (owners != null) {
            owners.close();
        }
        return status;
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
