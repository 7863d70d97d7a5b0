package dev.drydock.sandbox.container;

import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import dev.drydock.sandbox.supervise.SeccompFilter;

/**
 * The way from the worker to the first instruction of a process in a chroot. The program forks once: the child
 * becomes the process, the parent adopts whatever that leaves behind and tells of each that ends, until there are none.
 *
 * <p>On {@link ContainerProgram#REPORT} it writes the child's process id, eight bytes, and perhaps a failure; that
 * descriptor is closed when the process runs. On {@value Supervision#DESCRIPTOR} the child sends the descriptor its supervisor
 * listens on. On {@value #ENDED} the parent writes who ended, see {@link LaunchProgram#reportChildren}.
 */
final class ChrootProgram {

    static final int ENDED = 5;

    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SIGTERM = 15;

    private final LaunchProgram program;
    private final ContainerSpec spec;
    private final Architecture architecture;
    private final ProcessPreparation preparation;

    private ChrootProgram(LaunchProgram program, ContainerSpec spec, Architecture architecture) {
        this.program = program;
        this.spec = spec;
        this.architecture = architecture;
        this.preparation = new ProcessPreparation(program, spec);
    }

    static LaunchProgram of(Architecture architecture, ContainerSpec spec) {
        var program = new LaunchProgram(architecture, ContainerProgram.REPORT);
        var chroot = new ChrootProgram(program, spec, architecture);
        chroot.preparation.forgetTheWorker(ENDED);
        program.call("adopt what is left behind", SystemCall.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        var child = program.fork("make a process", 0, chroot::becomeTheProcess);
        program.call("report", SystemCall.WRITE, ContainerProgram.REPORT, child, 8);
        for (int descriptor = 0; descriptor <= Supervision.DESCRIPTOR; descriptor++) {
            program.attempt(SystemCall.CLOSE, descriptor);
        }
        // Those of a terminal are for the process; whoever adopts has to outlive it.
        byte[] ignore = new byte[32];
        ignore[0] = 1;
        for (int signal = 1; signal <= SIGTERM; signal++) {
            program.attempt(SystemCall.RT_SIGACTION, signal, ignore, 0, 8);
        }
        program.reportChildren(ENDED);
        return program;
    }

    private void becomeTheProcess() {
        if (!spec.confinement().has(Freedom.TERMINAL)) {
            program.call("start a session", SystemCall.SETSID);
        }
        program.call(
                "change the root",
                SystemCall.CHROOT,
                ContainerProgram.name(spec.root().path()));
        program.call("enter the root", SystemCall.CHDIR, ContainerProgram.name("/"));
        preparation.limit();
        preparation.takeIdentity();
        supervise();
        preparation.execute();
    }

    /** Without the right to administer the system a filter is accepted only from those who give up set-id programs. */
    private void supervise() {
        program.call("give up set-id programs", SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        preparation.filter();
        Supervision.begin(
                program,
                preparation,
                SeccompFilter.of(architecture, spec.confinement().has(Freedom.HOST_NETWORK)));
    }
}
