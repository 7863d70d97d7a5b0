package dev.drydock.sandbox.container;

import static dev.drydock.sandbox.container.ContainerProgram.name;

import dev.drydock.sandbox.kernel.MountCalls;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;

/**
 * Registers an emulator in the user namespace of a container. What is registered lasts as long as its file system is mounted
 * somewhere, which is in the container's own /proc, where it can only be read.
 */
final class EmulatorRegistration {

    /** The beginning of the names of all steps in failures. */
    static final String STEP = "register an emulator: ";

    private static final long CLONE_NEWNS = 0x20000;
    private static final int AT_FDCWD = -100;
    private static final int CLOSE_ON_EXEC = 02000000;

    /** Under which the interpreter is open: of the machine's files, nothing else can be reached from within the root. */
    private static final int INTERPRETER = 100;

    private final LaunchProgram program;
    private final Emulator emulator;
    private final String proc;

    private EmulatorRegistration(LaunchProgram program, Emulator emulator, String proc) {
        this.program = program;
        this.emulator = emulator;
        this.proc = proc;
    }

    /**
     * To be called while files are the worker's.
     *
     * @param proc where /proc is in the root
     */
    static EmulatorRegistration prepare(LaunchProgram program, Emulator emulator, String proc) {
        var registration = new EmulatorRegistration(program, emulator, proc);
        var opened = program.callForResult(
                STEP + "open " + emulator.interpreter(),
                SystemCall.OPENAT,
                AT_FDCWD,
                name(emulator.interpreter()),
                OpenFlags.READ);
        program.call(STEP + "keep it open", SystemCall.DUP3, opened.content(), INTERPRETER, CLOSE_ON_EXEC);
        program.call(STEP + "close it", SystemCall.CLOSE, opened.content());
        return registration;
    }

    /** To be called in the container's user namespace and root. */
    void register() {
        String target = proc + "/sys/fs/binfmt_misc";
        byte[] line = emulator.registration(proc + "/self/fd/" + INTERPRETER);
        // The mounts so far belong to the user namespace outside.
        program.call(STEP + "own the mounts", SystemCall.UNSHARE, CLONE_NEWNS);
        program.call(
                STEP + "mount binfmt_misc",
                SystemCall.MOUNT,
                name("binfmt_misc"),
                name(target),
                name("binfmt_misc"),
                KernelMounts.HARMLESS,
                0);
        var register = program.callForResult(
                STEP + "open its file", SystemCall.OPENAT, AT_FDCWD, name(target + "/register"), OpenFlags.WRITE);
        program.call(STEP + "write to its file", SystemCall.WRITE, register.content(), line, line.length);
        program.call(STEP + "close its file", SystemCall.CLOSE, register.content());
        program.call(
                STEP + "protect binfmt_misc",
                SystemCall.MOUNT,
                0,
                name(target),
                0,
                MountCalls.REMOUNT | MountCalls.BIND | MountCalls.READ_ONLY | KernelMounts.HARMLESS,
                0);
    }
}
