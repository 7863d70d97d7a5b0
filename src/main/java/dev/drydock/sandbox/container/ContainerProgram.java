package dev.drydock.sandbox.container;

import dev.drydock.io.ByteNames;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import dev.drydock.sandbox.owners.OwnerSupervision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The program that runs between the worker and the first instruction of a container's process. It forks once, for a process
 * namespace has effect on children only; the child is the worker's, not its own, so that the worker can wait for it.
 *
 * <p>On {@value #REPORT} it writes the child's process id, eight bytes, and perhaps a failure; that descriptor is closed
 * when the process runs.
 */
final class ContainerProgram {

    static final int REPORT = 3;

    /** Name of the last step in failures; its error says something about the program to be run. */
    static final String EXECUTE = "execute";

    /** As the step says when ids are set, which fails for ids that are not mapped. */
    static final String IDENTITY = "become the user";

    private static final long CLONE_PARENT = 0x8000;
    private static final long CLONE_NEWNS = 0x20000;
    private static final long CLONE_NEWUTS = 0x04000000;
    private static final long CLONE_NEWIPC = 0x08000000;
    private static final long CLONE_NEWPID = 0x20000000;
    private static final long CLONE_NEWNET = 0x40000000;

    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SIGKILL = 9;
    private static final int MNT_DETACH = 2;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP_RUNNING = 1 | 0x40;

    private final LaunchProgram program;
    private final ContainerSpec spec;
    private final ProcessPreparation preparation;

    private ContainerProgram(LaunchProgram program, ContainerSpec spec) {
        this.program = program;
        this.spec = spec;
        this.preparation = new ProcessPreparation(program, spec);
    }

    static LaunchProgram of(Architecture architecture, ContainerSpec spec) {
        var program = new LaunchProgram(architecture, REPORT);
        var container = new ContainerProgram(program, spec);
        container.preparation.forgetTheWorker(
                spec.confinement().mode() == SandboxMode.ONE_ID ? Supervision.DESCRIPTOR : REPORT);
        container.makeNamespaces();
        var child = program.fork("make a process namespace", CLONE_NEWPID | CLONE_PARENT, container::becomeTheProcess);
        program.call("report", SystemCall.WRITE, REPORT, child, 8);
        program.exit(0);
        return program;
    }

    private void makeNamespaces() {
        long flags = CLONE_NEWNS
                | CLONE_NEWIPC
                | CLONE_NEWUTS
                | (!spec.confinement().has(Freedom.HOST_NETWORK) ? CLONE_NEWNET : 0);
        program.call("make namespaces", SystemCall.UNSHARE, flags);
    }

    private void becomeTheProcess() {
        if (!spec.confinement().has(Freedom.TERMINAL)) {
            program.call("start a session", SystemCall.SETSID);
        }
        var emulator = spec.confinement().emulator();
        var users = seesOthers() || emulator != null ? OwnUserNamespace.prepare(program) : null;
        var registration = emulator == null
                ? null
                : EmulatorRegistration.prepare(program, emulator, spec.root().proc());
        new KernelMounts(program, spec).mount();
        enterRoot();
        // Podman's seccomp profile lets nobody name a namespace of their own; a build can do with the machine's name.
        program.attempt(
                SystemCall.SETHOSTNAME,
                name(spec.confinement().hostname()),
                name(spec.confinement().hostname()).length - 1);
        if (!spec.confinement().has(Freedom.HOST_NETWORK)) {
            bringLoopbackUp();
        }
        if (users != null) {
            users.enter();
        }
        if (registration != null) {
            registration.register();
        }
        preparation.limit();
        preparation.filter();
        if (spec.confinement().mode() == SandboxMode.ONE_ID) {
            Supervision.begin(
                    program,
                    preparation,
                    OwnerSupervision.filter(program.architecture(), NamespaceContainer.first(spec)));
        }
        preparation.takeIdentity();
        if (spec.confinement().mode() == SandboxMode.ONE_ID && isAmongOthers()) {
            program.call("die with the worker", SystemCall.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        }
        preparation.execute();
    }

    /** In the /proc of the machine. */
    private boolean seesOthers() {
        boolean others = spec.confinement().mode() == SandboxMode.OVERLAY
                || spec.confinement().mode() == SandboxMode.ONE_ID && isAmongOthers();
        return others && !spec.confinement().has(Freedom.PRIVILEGED);
    }

    /** Whether the worker is in the process namespace of whoever started it: else it is the first process of its own. */
    private static boolean isAmongOthers() {
        return ProcessHandle.current().pid() != 1;
    }

    private void enterRoot() {
        program.call("enter the root", SystemCall.CHDIR, name(spec.root().path()));
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

    static byte[] name(String text) {
        byte[] bytes = ByteNames.encode(text);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
