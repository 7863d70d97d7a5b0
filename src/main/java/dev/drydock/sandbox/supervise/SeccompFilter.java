package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.seccomp.FilterAction;
import dev.drydock.sandbox.seccomp.FilterProgram;

/** The filter that says which system calls the supervisor is asked about. */
public final class SeccompFilter {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int ENETUNREACH = 101;

    private static final FilterProgram ASKED = FilterProgram.of(FilterAction.ASK);

    private SeccompFilter() {}

    /**
     * @param network whether sockets of the internet can be made
     * @return a sequence of {@code struct sock_filter}, eight bytes each
     */
    public static byte[] of(Architecture architecture, boolean network) {
        var calls = new FilterProgram().loadNumber();
        for (int number : SupervisedCall.numbers(architecture)) {
            calls.ifEqual(number, ASKED);
        }
        if (!network) {
            calls.ifEqual(SystemCall.SOCKET.number(architecture), sockets());
        }
        calls.then(FilterAction.ALLOW);
        return FilterProgram.ofOwnCalls(architecture, calls).toBytes();
    }

    private static FilterProgram sockets() {
        var unreachable = FilterProgram.of(FilterAction.fail(ENETUNREACH));
        return new FilterProgram()
                .loadFirstArgument()
                .ifEqual(AF_INET, unreachable)
                .ifEqual(AF_INET6, unreachable)
                .then(FilterAction.ALLOW);
    }
}
