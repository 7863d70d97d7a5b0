package dev.drydock.sandbox.seccomp;

import dev.drydock.sandbox.kernel.Errno;

/**
 * The answer of a filter to a system call.
 *
 * @param value as seccomp(2) has it
 */
public record FilterAction(int value) {

    /** The call is made. */
    public static final FilterAction ALLOW = new FilterAction(0x7fff0000);

    /** A supervisor is asked, see seccomp_unotify(2). */
    public static final FilterAction ASK = new FilterAction(0x7fc00000);

    private static final int ERROR = 0x00050000;

    /**
     * The call is not made and fails.
     *
     * @param errno the error's number, see {@link Errno}
     */
    public static FilterAction fail(int errno) {
        return new FilterAction(ERROR | errno);
    }
}
