package dev.drydock.sandbox.kernel;

import java.io.IOException;

/** A system call that failed: which, on what, and with which error number. */
public final class KernelException extends IOException {

    private final int errno;

    KernelException(String attempt, int errno) {
        super(attempt + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** One of {@link Errno}, or another number of the kernel. */
    public int errno() {
        return errno;
    }
}
