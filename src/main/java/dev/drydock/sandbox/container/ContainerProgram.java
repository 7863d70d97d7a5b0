package dev.drydock.sandbox.container;

import dev.drydock.io.ByteNames;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What happens between the worker and the first instruction of a container's process. The program forks once, for a process
 * namespace has effect on children only; the child is the worker's, not its own, so that the worker can wait for it.
 *
 * <p>On {@value #REPORT} it writes the child's process id, eight bytes, and perhaps a failure; that descriptor is closed
 * when the process runs.
 */
final class ContainerProgram {

    static final int REPORT = 3;

    /** What a failure calls the last step, whose error says something about the program to be run. */
    static final String EXECUTE = "execute";

    /** As the step says when ids are set, which fails for ids that are not mapped. */
    static final String IDENTITY = "become the user";

    private static final long CLONE_PARENT = 0x8000;
    private static final long CLONE_NEWNS = 0x20000;
    private static final long CLONE_NEWUTS = 0x04000000;
    private static final long CLONE_NEWIPC = 0x08000000;
    private static final long CLONE_NEWPID = 0x20000000;
    private static final long CLONE_NEWNET = 0x40000000;

    private static final int SIG_SETMASK = 2;
    private static final int LAST_SIGNAL = 31;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int OLD_KERNELS_DESCRIPTORS = 1024;
    private static final int RLIMIT_NOFILE = 7;
    private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;
    private static final int MNT_DETACH = 2;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP_RUNNING = 1 | 0x40;

    private final LaunchProgram program;
    private final ContainerSpec spec;

    private ContainerProgram(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.spec = spec;
    }

    static LaunchProgram of(Architecture architecture, ContainerSpec spec) {
        var program = new LaunchProgram(architecture, REPORT);
        var container = new ContainerProgram(program, spec);
        container.forgetTheWorker();
        container.makeNamespaces();
        var child = program.fork("make a process namespace", CLONE_NEWPID | CLONE_PARENT, container::becomeTheProcess);
        program.call("report", SystemCall.WRITE, REPORT, child, 8);
        program.exit(0);
        return program;
    }

    private void forgetTheWorker() {
        program.call("unblock signals", SystemCall.RT_SIGPROCMASK, SIG_SETMASK, new byte[8], 0, 8);
        for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
            // Fails for SIGKILL and SIGSTOP, which are as they are.
            program.attempt(SystemCall.RT_SIGACTION, signal, new byte[32], 0, 8);
        }
        program.callOr(this::closeOneByOne, SystemCall.CLOSE_RANGE, REPORT + 1, 0xFFFFFFFFL, 0);
        program.call("close on exec", SystemCall.FCNTL, REPORT, F_SETFD, FD_CLOEXEC);
    }

    private void closeOneByOne() {
        for (int descriptor = REPORT + 1; descriptor < OLD_KERNELS_DESCRIPTORS; descriptor++) {
            program.attempt(SystemCall.CLOSE, descriptor);
        }
    }

    private void makeNamespaces() {
        long flags = CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | (spec.ownNetwork() ? CLONE_NEWNET : 0);
        program.call("make namespaces", SystemCall.UNSHARE, flags);
    }

    private void becomeTheProcess() {
        if (!spec.terminal()) {
            program.call("start a session", SystemCall.SETSID);
        }
        new KernelMounts(program, spec).mount();
        enterRoot();
        // Podman's seccomp profile lets nobody name a namespace of their own; a build can do with the machine's name.
        program.attempt(SystemCall.SETHOSTNAME, name(spec.hostname()), name(spec.hostname()).length - 1);
        if (spec.ownNetwork()) {
            bringLoopbackUp();
        }
        limit();
        takeIdentity();
        program.execute(
                EXECUTE,
                name(spec.program()),
                spec.argv().stream().map(ContainerProgram::name).toList(),
                spec.env().stream().map(ContainerProgram::name).toList());
    }

    private void enterRoot() {
        program.call("enter the root", SystemCall.CHDIR, name(spec.root()));
        // The old root is put on top of the new one and taken away from there: no directory is needed for it.
        program.call("change the root", SystemCall.PIVOT_ROOT, name("."), name("."));
        program.call("leave the old root", SystemCall.UMOUNT2, name("."), MNT_DETACH);
        program.call("enter the root", SystemCall.CHDIR, name("/"));
    }

    private void bringLoopbackUp() {
        byte[] request = ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name("lo"))
                .putShort(16, (short) IFF_UP_RUNNING)
                .array();
        var socket = program.callForResult("make a socket", SystemCall.SOCKET, 2, 2, 0);
        program.call("bring the loopback interface up", SystemCall.IOCTL, socket.content(), SIOCSIFFLAGS, request);
        program.call("close the socket", SystemCall.CLOSE, socket.content());
    }

    private void limit() {
        byte[] files = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(spec.openFiles())
                .putLong(spec.openFiles())
                .array();
        program.call("limit open files", SystemCall.PRLIMIT64, 0, RLIMIT_NOFILE, files, 0);
        // Where keys are switched off nobody's keys can be seen either.
        program.attempt(SystemCall.KEYCTL, KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0);
        program.call("set the umask", SystemCall.UMASK, 022);
        program.call("enter the working directory", SystemCall.CHDIR, name(spec.workdir()));
    }

    private void takeIdentity() {
        if (!spec.privileged()) {
            Capabilities.bound(program);
        }
        var who = spec.identity();
        var groups = ByteBuffer.allocate(Math.max(4, 4 * who.groups().size())).order(ByteOrder.LITTLE_ENDIAN);
        who.groups().forEach(group -> groups.putInt((int) (long) group));
        program.call(IDENTITY, SystemCall.SETGROUPS, who.groups().size(), groups.array());
        program.call(IDENTITY, SystemCall.SETRESGID, who.gid(), who.gid(), who.gid());
        program.call(IDENTITY, SystemCall.SETRESUID, who.uid(), who.uid(), who.uid());
        if (who.uid() == 0 && !spec.privileged()) {
            Capabilities.reduce(program);
        }
    }

    static byte[] name(String text) {
        byte[] bytes = ByteNames.encode(text);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
