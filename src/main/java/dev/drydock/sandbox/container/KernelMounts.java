package dev.drydock.sandbox.container;

import static dev.drydock.sandbox.container.ContainerProgram.name;

import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.MountCalls;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** File systems that show the container's own namespaces, mounted from within them: /proc, /sys, /dev/mqueue. */
final class KernelMounts {

    static final long HARMLESS = MountCalls.NO_SET_ID | MountCalls.NO_DEVICES | MountCalls.NO_EXECUTION;

    /** Files that Docker keeps from being read. */
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

    /** Files that Docker keeps from being written. */
    private static final List<String> READ_ONLY_PROC = List.of("bus", "fs", "irq", "sys", "sysrq-trigger");

    private final LaunchProgram program;
    private final ContainerSpec spec;

    KernelMounts(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.spec = spec;
    }

    void mount() {
        program.call(
                "keep mounts to itself",
                SystemCall.MOUNT,
                0,
                name("/"),
                0,
                MountCalls.RECURSIVE | MountCalls.PRIVATE,
                0);
        mountProc();
        mountSys();
        program.call(
                "mount /dev/mqueue",
                SystemCall.MOUNT,
                name("mqueue"),
                name(spec.root().path() + spec.root().mqueue()),
                name("mqueue"),
                HARMLESS,
                0);
    }

    private void mountProc() {
        String proc = spec.root().path() + spec.root().proc();
        Runnable borrow = () -> program.call("bind /proc", SystemCall.MOUNT, name("/proc"), name(proc), 0, bind(), 0);
        switch (spec.confinement().mode()) {
            case OVERLAY -> borrow.run();
            case ONE_ID ->
                program.callOr(borrow, SystemCall.MOUNT, name("proc"), name(proc), name("proc"), HARMLESS, 0);
            default ->
                program.call("mount /proc", SystemCall.MOUNT, name("proc"), name(proc), name("proc"), HARMLESS, 0);
        }
        if (spec.confinement().has(Freedom.PRIVILEGED)) {
            return;
        }
        READ_ONLY_PROC.forEach(path -> makeReadOnly(proc + "/" + path));
        MASKED_PROC.forEach(path -> mask(Path.of("/proc", path), proc + "/" + path));
    }

    private void mountSys() {
        String sys = spec.root().path() + spec.root().sys();
        new SystemDirectory(program, spec).mount(sys);
        if (!spec.confinement().has(Freedom.PRIVILEGED)) {
            MASKED_SYS.forEach(path -> mask(Path.of("/sys", path), sys + "/" + path));
        }
    }

    /** Files read as empty, directories are empty. A file that this kernel does not have needs no mask. */
    private void mask(Path host, String target) {
        if (Files.isDirectory(host)) {
            program.call(
                    "mask " + host,
                    SystemCall.MOUNT,
                    name("tmpfs"),
                    name(target),
                    name("tmpfs"),
                    HARMLESS | MountCalls.READ_ONLY,
                    name("size=0,mode=0755"));
        } else if (Files.exists(host)) {
            program.call("mask " + host, SystemCall.MOUNT, name("/dev/null"), name(target), 0, MountCalls.BIND, 0);
        }
    }

    private void makeReadOnly(String target) {
        program.attempt(SystemCall.MOUNT, name(target), name(target), 0, bind(), 0);
        program.attempt(
                SystemCall.MOUNT,
                0,
                name(target),
                0,
                MountCalls.REMOUNT | MountCalls.BIND | MountCalls.READ_ONLY | HARMLESS,
                0);
    }

    static long bind() {
        return MountCalls.BIND | MountCalls.RECURSIVE;
    }
}
