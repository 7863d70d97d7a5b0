package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;

/** The root directories of a container's processes: the same for all, until one changes it. */
final class ProcessRoots implements AutoCloseable {

    private static final int NONE = -1;

    private int common = NONE;
    private volatile boolean differ;
    private boolean closed;

    /** A process enters another root. */
    void change() {
        differ = true;
    }

    /** Whether each has to be opened, and closed. */
    boolean differ() {
        return differ;
    }

    /** @param path of the root in /proc, ended by zero @return a descriptor that stays open, or a negative error number */
    synchronized int common(long path) {
        if (common < 0 && !closed) {
            common = (int) Calls.call(
                    SystemCall.OPENAT,
                    ProcessFiles.AT_FDCWD,
                    path,
                    OpenFlags.PATH | OpenFlags.CLOSE_ON_EXEC | OpenFlags.DIRECTORY,
                    0);
        }
        return common;
    }

    /** To be called when the last process has ended: what is open keeps the root mounted. */
    @Override
    public synchronized void close() {
        closed = true;
        if (common >= 0) {
            Calls.close(common);
            common = NONE;
        }
    }
}
