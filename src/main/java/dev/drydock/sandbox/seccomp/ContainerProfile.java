package dev.drydock.sandbox.seccomp;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Errno;
import java.util.EnumSet;
import java.util.Set;

/**
 * The filter of all processes in containers. Like Docker's default profile it refuses, with "Operation not permitted", the
 * calls with which a process could reach past its container if the kernel had a fault there: other namespaces, mounts, keys,
 * kernel modules, tracing of the kernel, io_uring. They need powers that a container's processes lack, or get in a user
 * namespace, in which case the filter is the only thing that refuses them.
 *
 * <p>Calls newer than the newest one known are answered as by a kernel that does not have them, so that programs fall back on
 * older ones.
 */
public final class ContainerProfile {

    /** removexattrat, of Linux 6.13. */
    private static final int NEWEST = 466;

    /** Calls of ARM's own: cacheflush, set_tls and a few more. */
    private static final int LAST_BEFORE_ARM = 0x0EFFFF;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final int NEW_NAMESPACES = 0x7E020000;

    private static final int AF_ALG = 38;
    private static final int AF_VSOCK = 40;

    /** PER_LINUX, PER_LINUX32, each also with UNAME26; and the question for the present one. */
    private static final int[] PERSONALITIES = {0, 8, 0x20000, 0x20008, -1};

    /** Allowed for some arguments. */
    private static final Set<FilteredCall> CHECKED =
            EnumSet.of(FilteredCall.CLONE, FilteredCall.CLONE3, FilteredCall.PERSONALITY, FilteredCall.SOCKET);

    /** Allowed if a process finds only those of its container. */
    private static final Set<FilteredCall> TRACING =
            EnumSet.of(FilteredCall.PTRACE, FilteredCall.PROCESS_VM_READV, FilteredCall.PROCESS_VM_WRITEV);

    private static final FilterProgram ALLOWED = FilterProgram.of(FilterAction.ALLOW);
    private static final FilterProgram REFUSED = FilterProgram.of(FilterAction.fail(Errno.EPERM));
    private static final FilterProgram UNKNOWN = FilterProgram.of(FilterAction.fail(Errno.ENOSYS));

    private ContainerProfile() {}

    /**
     * @param tracing whether processes may look into others: harmless if they find only those of their container
     * @return a sequence of {@code struct sock_filter}, eight bytes each
     */
    public static byte[] of(Architecture processor, boolean tracing) {
        Set<FilteredCall> refused = EnumSet.allOf(FilteredCall.class);
        refused.removeAll(CHECKED);
        if (tracing) {
            refused.removeAll(TRACING);
        }
        var program = new FilterProgram().loadArchitecture();
        for (var convention : CallingConvention.of(processor)) {
            program.ifEqual(convention.architecture, calls(convention, refused));
        }
        return program.then(FilterAction.fail(Errno.ENOSYS)).toBytes();
    }

    private static FilterProgram calls(CallingConvention convention, Set<FilteredCall> refused) {
        var calls = new FilterProgram().loadNumber();
        if (convention == CallingConvention.ARM) {
            calls.ifGreater(LAST_BEFORE_ARM, ALLOWED);
        }
        calls.ifGreater(NEWEST, UNKNOWN);
        for (var call : refused) {
            int number = call.number(convention);
            if (number >= 0) {
                calls.ifEqual(number, REFUSED);
            }
        }
        // Its flags are in memory, where no filter sees them; C libraries then use clone.
        calls.ifEqual(FilteredCall.CLONE3.number(convention), UNKNOWN);
        calls.ifEqual(FilteredCall.CLONE.number(convention), namespaces());
        calls.ifEqual(FilteredCall.PERSONALITY.number(convention), personalities());
        calls.ifEqual(FilteredCall.SOCKET.number(convention), sockets());
        return calls.then(FilterAction.ALLOW);
    }

    private static FilterProgram namespaces() {
        return new FilterProgram()
                .loadFirstArgument()
                .ifAnySet(NEW_NAMESPACES, REFUSED)
                .then(FilterAction.ALLOW);
    }

    private static FilterProgram personalities() {
        var personalities = new FilterProgram().loadFirstArgument();
        for (int personality : PERSONALITIES) {
            personalities.ifEqual(personality, ALLOWED);
        }
        return personalities.then(FilterAction.fail(Errno.EPERM));
    }

    private static FilterProgram sockets() {
        return new FilterProgram()
                .loadFirstArgument()
                .ifEqual(AF_ALG, REFUSED)
                .ifEqual(AF_VSOCK, REFUSED)
                .then(FilterAction.ALLOW);
    }
}
