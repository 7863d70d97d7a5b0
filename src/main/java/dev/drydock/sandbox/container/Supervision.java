package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.SocketPair;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;

/** Puts the process of a launch program under a filter, and hands what listens to it to the worker. */
final class Supervision {

    /** The descriptor that the listener is sent over. */
    static final int DESCRIPTOR = 4;

    private static final int NEW_LISTENER = 8;
    private static final int WAIT_KILLABLE = 32;

    private Supervision() {}

    /** @param filter a sequence of {@code struct sock_filter}, eight bytes each */
    static void begin(LaunchProgram program, ProcessPreparation preparation, byte[] filter) {
        byte[] description = preparation.describe(filter);
        // Kernels before 5.19 cannot keep a signal from interrupting a call that is being answered.
        program.callOr(
                () -> program.call(
                        "have system calls supervised",
                        SystemCall.SECCOMP,
                        ProcessPreparation.SECCOMP_SET_MODE_FILTER,
                        NEW_LISTENER,
                        description),
                SystemCall.SECCOMP,
                ProcessPreparation.SECCOMP_SET_MODE_FILTER,
                NEW_LISTENER | WAIT_KILLABLE,
                description);
        var control = program.memory(SocketPair.controlMessage());
        program.keepResult(control.address() + SocketPair.DESCRIPTOR_OFFSET);
        var listener = program.memory(new byte[8]);
        program.keepResult(listener.address());
        long vector = program.memory(SocketPair.vector(listener.address(), 1)).address();
        byte[] header = SocketPair.messageHeader(vector, control.address());
        program.call("find a supervisor", SystemCall.SENDMSG, DESCRIPTOR, header, 0);
        program.call("leave it to the supervisor", SystemCall.CLOSE, listener.content());
    }
}
