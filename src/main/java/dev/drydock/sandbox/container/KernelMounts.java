package dev.drydock.sandbox.container;

import static dev.drydock.sandbox.container.ContainerProgram.name;

import dev.drydock.sandbox.kernel.Mounts;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** File systems that show the container's own namespaces, mounted from within them: /proc, /sys, /dev/mqueue. */
final class KernelMounts {

    private static final long HARMLESS = Mounts.NO_SET_ID | Mounts.NO_DEVICES | Mounts.NO_EXECUTION;
    private static final int AT_FDCWD = -100;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOUNT_ATTR_RDONLY = 1;

    /** What Docker keeps from being read. */
    private static final List<String> MASKED_PROC = List.of(
            "acpi",
            "asound",
            "interrupts",
            "kcore",
            "keys",
            "latency_stats",
            "sched_debug",
            "scsi",
            "timer_list",
            "timer_stats");

    private static final List<String> MASKED_SYS = List.of("firmware", "devices/virtual/powercap");

    /** What Docker keeps from being written. */
    private static final List<String> READ_ONLY_PROC = List.of("bus", "fs", "irq", "sys", "sysrq-trigger");

    private final LaunchProgram program;
    private final ContainerSpec spec;

    KernelMounts(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.spec = spec;
    }

    void mount() {
        program.call("keep mounts to itself", SystemCall.MOUNT, 0, name("/"), 0, Mounts.RECURSIVE | Mounts.PRIVATE, 0);
        mountProc();
        mountSys();
        program.call(
                "mount /dev/mqueue",
                SystemCall.MOUNT,
                name("mqueue"),
                name(spec.root() + spec.mqueueDirectory()),
                name("mqueue"),
                HARMLESS,
                0);
    }

    private void mountProc() {
        String proc = spec.root() + spec.procDirectory();
        if (spec.ownProc()) {
            program.call("mount /proc", SystemCall.MOUNT, name("proc"), name(proc), name("proc"), HARMLESS, 0);
        } else {
            program.call("bind /proc", SystemCall.MOUNT, name("/proc"), name(proc), 0, bind(), 0);
        }
        if (spec.privileged()) {
            return;
        }
        READ_ONLY_PROC.forEach(path -> makeReadOnly(proc + "/" + path));
        MASKED_PROC.forEach(path -> mask(Path.of("/proc", path), proc + "/" + path));
    }

    private void mountSys() {
        String sys = spec.root() + spec.sysDirectory();
        long access = spec.privileged() ? 0 : Mounts.READ_ONLY;
        // A fresh one needs a network namespace of the user namespace's own; else the host's is shown.
        program.callOr(
                () -> {
                    program.call("mount /sys", SystemCall.MOUNT, name("/sys"), name(sys), 0, bind(), 0);
                    setReadOnly(sys);
                },
                SystemCall.MOUNT,
                name("sysfs"),
                name(sys),
                name("sysfs"),
                HARMLESS | access,
                0);
        mountCgroup(sys + "/fs/cgroup", access);
        if (!spec.privileged()) {
            MASKED_SYS.forEach(path -> mask(Path.of("/sys", path), sys + "/" + path));
        }
    }

    /** May fail where there are no cgroups, which nothing in a build depends on. */
    private void mountCgroup(String target, long access) {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            program.attempt(SystemCall.MOUNT, name("cgroup2"), name(target), name("cgroup2"), HARMLESS | access, 0);
        } else {
            program.attempt(SystemCall.MOUNT, name("/sys/fs/cgroup"), name(target), 0, bind(), 0);
            setReadOnly(target);
        }
    }

    /** Files read as empty, directories are empty. What this kernel does not have needs no mask. */
    private void mask(Path host, String target) {
        if (Files.isDirectory(host)) {
            program.call(
                    "mask " + host,
                    SystemCall.MOUNT,
                    name("tmpfs"),
                    name(target),
                    name("tmpfs"),
                    HARMLESS | Mounts.READ_ONLY,
                    name("size=0,mode=0755"));
        } else if (Files.exists(host)) {
            program.call("mask " + host, SystemCall.MOUNT, name("/dev/null"), name(target), 0, Mounts.BIND, 0);
        }
    }

    private void makeReadOnly(String target) {
        program.attempt(SystemCall.MOUNT, name(target), name(target), 0, bind(), 0);
        program.attempt(
                SystemCall.MOUNT, 0, name(target), 0, Mounts.REMOUNT | Mounts.BIND | Mounts.READ_ONLY | HARMLESS, 0);
    }

    /** With all below it; kernels before 5.12 cannot, and there nothing below is writable for a user namespace anyway. */
    private void setReadOnly(String target) {
        if (!spec.privileged()) {
            byte[] attributes = ByteBuffer.allocate(32)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(MOUNT_ATTR_RDONLY)
                    .array();
            program.attempt(
                    SystemCall.MOUNT_SETATTR, AT_FDCWD, name(target), AT_RECURSIVE, attributes, attributes.length);
        }
    }

    private static long bind() {
        return Mounts.BIND | Mounts.RECURSIVE;
    }
}
