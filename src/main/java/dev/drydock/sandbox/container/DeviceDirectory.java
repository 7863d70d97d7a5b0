package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.MountCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A container's /dev: the harmless devices, terminals and shared memory of its own. */
public final class DeviceDirectory {

    /** Bound from the host's: nodes made in a user namespace cannot be opened. */
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");

    private static final Map<String, String> LINKS = Map.of(
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2",
            "ptmx", "pts/ptmx");

    private static final Path KERNEL_MEMORY = Path.of("/proc/kcore");

    private static final int TTY_GROUP = 5;

    private DeviceDirectory() {}

    /**
     * MountCalls it on an existing directory, with an empty directory {@code mqueue} for the container to mount on.
     *
     * @param ttyGroupExists whether group 5 exists in this user namespace
     */
    public static void mount(String target, boolean ttyGroupExists) throws IOException {
        long noSetId = MountCalls.NO_SET_ID;
        // Nodes somebody makes here later cannot be opened; those mounted below can, they are mounts of their own.
        MountCalls.mount("tmpfs", target, "tmpfs", noSetId | MountCalls.NO_DEVICES, "mode=755,size=65536k");
        var directory = Path.of(target);
        for (String device : DEVICES) {
            if (Files.notExists(Path.of("/dev", device))) {
                // A container we run in may lack some itself.
                continue;
            }
            Files.createFile(directory.resolve(device));
            MountCalls.bind("/dev/" + device, target + "/" + device);
        }
        for (var link : LINKS.entrySet()) {
            Files.createSymbolicLink(directory.resolve(link.getKey()), Path.of(link.getValue()));
        }
        if (Files.exists(KERNEL_MEMORY)) {
            Files.createSymbolicLink(directory.resolve("core"), KERNEL_MEMORY);
        }
        for (String child : List.of("pts", "shm", "mqueue")) {
            Files.createDirectory(directory.resolve(child));
        }
        MountCalls.mount(
                "devpts",
                target + "/pts",
                "devpts",
                noSetId | MountCalls.NO_EXECUTION,
                "newinstance,ptmxmode=0666,mode=0620" + (ttyGroupExists ? ",gid=" + TTY_GROUP : ""));
        MountCalls.mount(
                "shm",
                target + "/shm",
                "tmpfs",
                noSetId | MountCalls.NO_EXECUTION | MountCalls.NO_DEVICES,
                "mode=1777,size=65536k");
    }
}
