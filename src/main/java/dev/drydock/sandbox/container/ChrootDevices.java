package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The /dev of a chroot. Its devices are answered for by the supervisor when they are opened by their usual names; here they
 * are to be seen in listings, as nodes or, where none can be made, as empty files.
 */
public final class ChrootDevices {

    private record Device(String name, int major, int minor) {}

    private static final List<Device> DEVICES = List.of(
            new Device("null", 1, 3),
            new Device("zero", 1, 5),
            new Device("full", 1, 7),
            new Device("random", 1, 8),
            new Device("urandom", 1, 9),
            new Device("tty", 5, 0));

    private static final Map<String, String> LINKS = Map.of(
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2",
            "ptmx", "pts/ptmx");

    private static final int EVERYBODY = 0666;

    private ChrootDevices() {}

    /** @param directory empty */
    public static void make(Directory directory) throws IOException {
        directory.setMode(".", 0755);
        for (var device : DEVICES) {
            make(directory, device);
            directory.setMode(device.name(), EVERYBODY);
        }
        for (var link : LINKS.entrySet()) {
            directory.makeSymlink(link.getKey(), link.getValue());
        }
        for (String child : List.of("pts", "shm", "mqueue")) {
            directory.makeDirectory(child, 0755);
        }
        directory.setMode("shm", 01777);
        try (var terminals = directory.directory("pts")) {
            terminals
                    .file("ptmx", OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW, EVERYBODY)
                    .close();
        }
    }

    private static void make(Directory directory, Device device) throws IOException {
        try {
            directory.makeNode(device.name(), FileStatus.CHARACTER_DEVICE, device.major(), device.minor());
        } catch (KernelException e) {
            if (e.errno() != Errno.EPERM) {
                throw e;
            }
            directory
                    .file(device.name(), OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW, EVERYBODY)
                    .close();
        }
    }
}
