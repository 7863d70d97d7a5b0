package dev.drydock.sandbox.container;

import static dev.drydock.sandbox.container.ContainerProgram.name;

import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.MountCalls;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A container's /sys, with the control groups in it. */
final class SystemDirectory {

    private static final long CLONE_NEWCGROUP = 0x02000000;
    private static final int AT_FDCWD = -100;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOUNT_ATTR_RDONLY = 1;

    private static final Path HOSTS = Path.of("/sys");

    private final LaunchProgram program;
    private final boolean readOnly;

    SystemDirectory(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.readOnly = !spec.confinement().has(Freedom.PRIVILEGED);
    }

    void mount(String sys) {
        // A fresh one needs a network namespace of the user namespace's own; else the host's is shown.
        program.callOr(
                () -> showHosts(sys),
                SystemCall.MOUNT,
                name("sysfs"),
                name(sys),
                name("sysfs"),
                KernelMounts.HARMLESS | access(),
                0);
        mountControlGroups(sys + "/fs/cgroup");
        if (readOnly) {
            makeReadOnly(sys);
        }
    }

    /**
     * Part by part, without its control groups: once bound, they could not be taken away again, and who looks for them in
     * the table of mounts would find those under the container's own.
     */
    private void showHosts(String sys) {
        mountMemory(sys, "the host's /sys");
        for (String child : children(HOSTS)) {
            if (!child.equals("fs")) {
                bindHosts(child, sys);
            }
        }
        makeDirectory(sys + "/fs");
        for (String child : children(HOSTS.resolve("fs"))) {
            if (!child.equals("cgroup")) {
                bindHosts("fs/" + child, sys);
            }
        }
        makeDirectory(sys + "/fs/cgroup");
    }

    private void bindHosts(String child, String sys) {
        String target = sys + "/" + child;
        makeDirectory(target);
        program.call(
                "show " + HOSTS.resolve(child),
                SystemCall.MOUNT,
                name(HOSTS.resolve(child).toString()),
                name(target),
                0,
                KernelMounts.bind(),
                0);
    }

    private static List<String> children(Path directory) {
        List<String> names = new ArrayList<>();
        try (var children = Files.newDirectoryStream(directory, path -> Files.isDirectory(path))) {
            children.forEach(child -> names.add(String.valueOf(child.getFileName())));
        } catch (IOException | DirectoryIteratorException notThere) {
            // Where we are in a container without it, so is what we start.
            return List.of();
        }
        return names;
    }

    /**
     * In a namespace of their own, the control groups this process is in are the roots, in /proc/self/cgroup as in
     * /proc/self/mountinfo if they are mounted from within. Mounts made outside would seem to begin above them, which
     * nobody understands. Where there are no such namespaces, the host's mounts fit.
     */
    private void mountControlGroups(String target) {
        var groups = ControlGroups.read();
        program.callEither(
                () -> mountAnew(groups, target),
                () -> program.attempt(
                        SystemCall.MOUNT, name(ControlGroups.PLACE), name(target), 0, KernelMounts.bind(), 0),
                SystemCall.UNSHARE,
                CLONE_NEWCGROUP);
    }

    /** Each may fail, which nothing in a build depends on: its directory is empty then. */
    private void mountAnew(ControlGroups groups, String target) {
        if (groups.unified()) {
            mountHierarchy(ControlGroups.Hierarchy.unified(""), target);
        } else if (!groups.hierarchies().isEmpty()) {
            mountMemory(target, "control groups");
            for (var hierarchy : groups.hierarchies()) {
                String directory = target + "/" + hierarchy.directory();
                makeDirectory(directory);
                mountHierarchy(hierarchy, directory);
            }
            groups.links()
                    .forEach((link, to) -> program.call(
                            "link control groups",
                            SystemCall.SYMLINKAT,
                            name(to),
                            AT_FDCWD,
                            name(target + "/" + link)));
            if (readOnly) {
                program.call(
                        "protect control groups",
                        SystemCall.MOUNT,
                        0,
                        name(target),
                        0,
                        MountCalls.REMOUNT | MountCalls.BIND | MountCalls.READ_ONLY | KernelMounts.HARMLESS,
                        0);
            }
        }
    }

    private void mountHierarchy(ControlGroups.Hierarchy hierarchy, String target) {
        program.attempt(
                SystemCall.MOUNT,
                name("cgroup"),
                name(target),
                name(hierarchy.type()),
                KernelMounts.HARMLESS | access(),
                hierarchy.options().isEmpty() ? 0 : name(hierarchy.options()));
    }

    private void mountMemory(String target, String purpose) {
        program.call(
                "mount " + purpose,
                SystemCall.MOUNT,
                name("tmpfs"),
                name(target),
                name("tmpfs"),
                KernelMounts.HARMLESS,
                name("mode=0755"));
    }

    private void makeDirectory(String path) {
        program.call("make a directory for a mount", SystemCall.MKDIRAT, AT_FDCWD, name(path), 0755);
    }

    private long access() {
        return readOnly ? MountCalls.READ_ONLY : 0;
    }

    /** With all below it; kernels before 5.12 cannot, and there nothing below is writable for a user namespace anyway. */
    private void makeReadOnly(String target) {
        byte[] attributes = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MOUNT_ATTR_RDONLY)
                .array();
        program.attempt(SystemCall.MOUNT_SETATTR, AT_FDCWD, name(target), AT_RECURSIVE, attributes, attributes.length);
    }
}
