package dev.drydock.sandbox.container;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import dev.drydock.sandbox.seccomp.ContainerProfile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The work of the first process of every container, whatever keeps it apart. */
final class ProcessPreparation {

    static final int SECCOMP_SET_MODE_FILTER = 1;

    private static final int SIG_SETMASK = 2;
    private static final int LAST_SIGNAL = 31;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int OLD_KERNELS_DESCRIPTORS = 1024;
    private static final int RLIMIT_NOFILE = 7;
    private static final int SPECULATION_ALLOWED = 4;
    private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;

    private final LaunchProgram program;
    private final ContainerSpec spec;

    ProcessPreparation(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.spec = spec;
    }

    /** @param lastDescriptor that and those from {@link ContainerProgram#REPORT} on stay open until the process executes */
    void forgetTheWorker(int lastDescriptor) {
        program.call("unblock signals", SystemCall.RT_SIGPROCMASK, SIG_SETMASK, new byte[8], 0, 8);
        for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
            // Fails for SIGKILL and SIGSTOP, which are as they are.
            program.attempt(SystemCall.RT_SIGACTION, signal, new byte[32], 0, 8);
        }
        program.callOr(
                () -> closeOneByOne(lastDescriptor + 1), SystemCall.CLOSE_RANGE, lastDescriptor + 1, 0xFFFFFFFFL, 0);
        for (int descriptor = ContainerProgram.REPORT; descriptor <= lastDescriptor; descriptor++) {
            program.call("close on exec", SystemCall.FCNTL, descriptor, F_SETFD, FD_CLOEXEC);
        }
    }

    private void closeOneByOne(int first) {
        for (int descriptor = first; descriptor < OLD_KERNELS_DESCRIPTORS; descriptor++) {
            program.attempt(SystemCall.CLOSE, descriptor);
        }
    }

    /** Limits of the process, and where it begins. */
    void limit() {
        byte[] files = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(spec.confinement().openFiles())
                .putLong(spec.confinement().openFiles())
                .array();
        program.call("limit open files", SystemCall.PRLIMIT64, 0, RLIMIT_NOFILE, files, 0);
        // Where keys are switched off nobody's keys can be seen either.
        program.attempt(SystemCall.KEYCTL, KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0);
        program.call("set the umask", SystemCall.UMASK, 022);
        program.call(
                "enter the working directory",
                SystemCall.CHDIR,
                ContainerProgram.name(spec.command().workdir()));
    }

    /**
     * Has the system calls filtered, of this process and all it starts. Needs the right to administer the system, or that
     * set-id programs have been given up. Nothing on kernels built without filters, as Docker does there.
     */
    void filter() {
        if (isBound() && Processes.haveFilters()) {
            boolean tracing = spec.confinement().mode() != SandboxMode.CHROOT;
            program.call(
                    "have system calls filtered",
                    SystemCall.SECCOMP,
                    SECCOMP_SET_MODE_FILTER,
                    SPECULATION_ALLOWED,
                    describe(ContainerProfile.of(program.architecture(), tracing)));
        }
    }

    /**
     * A {@code struct sock_fprog}.
     *
     * @param filter a sequence of {@code struct sock_filter}
     */
    byte[] describe(byte[] filter) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) (filter.length / 8))
                .putLong(8, program.memory(filter).address())
                .array();
    }

    /** In a chroot always: what it could do with more, it would do to the machine. */
    private boolean isBound() {
        return !spec.confinement().has(Freedom.PRIVILEGED) || spec.confinement().mode() == SandboxMode.CHROOT;
    }

    /** Who the process is, and what it may do. */
    void takeIdentity() {
        if (isBound()) {
            Capabilities.bound(program);
        }
        if (spec.confinement().mode() == SandboxMode.ONE_ID) {
            // There is no other user to become: the supervisor knows who it is.
            if (isBound()) {
                Capabilities.reduce(program);
            }
            return;
        }
        var who = spec.command().identity();
        var groups = ByteBuffer.allocate(Math.max(4, 4 * who.groups().size())).order(ByteOrder.LITTLE_ENDIAN);
        who.groups().forEach(group -> groups.putInt((int) (long) group));
        program.call(
                ContainerProgram.IDENTITY, SystemCall.SETGROUPS, who.groups().size(), groups.array());
        program.call(ContainerProgram.IDENTITY, SystemCall.SETRESGID, who.gid(), who.gid(), who.gid());
        program.call(ContainerProgram.IDENTITY, SystemCall.SETRESUID, who.uid(), who.uid(), who.uid());
        if (who.uid() == 0 && isBound()) {
            Capabilities.reduce(program);
        }
    }

    /** Becomes the program asked for. */
    void execute() {
        program.execute(
                ContainerProgram.EXECUTE,
                ContainerProgram.name(spec.command().program()),
                spec.command().argv().stream().map(ContainerProgram::name).toList(),
                spec.command().env().stream().map(ContainerProgram::name).toList());
    }
}
