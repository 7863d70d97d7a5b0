package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.SystemCall;

/** Puts open files of the worker into processes that asked for them, for one thread of the supervisor. */
public final class GivenDescriptors {

    private static final long ADD_DESCRIPTOR = 0x40182103L;
    private static final int AND_SEND = 2;
    private static final int CLOSE_ON_EXEC = 02000000;

    private final int listener;
    private final NativeMemory addition = new NativeMemory(24);

    public GivenDescriptors(OpenFile listener) {
        this.listener = listener.descriptor();
    }

    /**
     * Answers a call with the descriptor that the file gets in the process.
     *
     * @param file closed here
     */
    public Answer give(long request, int file, boolean closedOnExec) {
        try {
            addition.putLong(0, request);
            addition.putInt(8, AND_SEND);
            addition.putInt(12, file);
            addition.putInt(16, 0);
            addition.putInt(20, closedOnExec ? CLOSE_ON_EXEC : 0);
            long added = add();
            if (added != -Errno.EINVAL) {
                return added >= 0 || added == -Errno.ENOENT ? Answer.SENT : Answer.of(added);
            }
            // Kernels before 5.14 leave the sending to us.
            addition.putInt(8, 0);
            return Answer.of(add());
        } finally {
            Calls.close(file);
        }
    }

    private long add() {
        return Calls.call(SystemCall.IOCTL, listener, ADD_DESCRIPTOR, addition.address(), 0);
    }
}
