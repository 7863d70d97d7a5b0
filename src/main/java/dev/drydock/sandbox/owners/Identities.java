package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.supervise.ProcessStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who the processes of a container are. All are who the first one was, until one changes that; from then on a process that is
 * not known yet is who its parent is. So before a process changes, or ends, its children are made known.
 */
final class Identities implements AutoCloseable {

    private static final int MANY = 512;

    private final Identity first;
    private final Map<Integer, Known> known = new HashMap<>();
    private volatile boolean changed;
    private boolean closed;

    /** @param handle of the process: its number may be used again, this may not */
    private record Known(Identity identity, int handle) {

        boolean lives() {
            return handle >= 0 && Calls.call(SystemCall.PIDFD_SEND_SIGNAL, handle, 0, 0, 0) == 0;
        }
    }

    Identities(Identity first) {
        this.first = first;
    }

    /** @param thread that asks */
    Identity of(int thread) {
        return changed ? find(thread) : first;
    }

    /** Whether nobody is or was anything but root. */
    boolean areAllRoot() {
        return !changed && first.users().equals(Ids.all(0)) && first.groups().equals(Ids.all(0));
    }

    private synchronized Identity find(int thread) {
        if (othersHaveEnded()) {
            changed = false;
            return first;
        }
        return identity(thread);
    }

    /** Whether everybody is again who the first one was: nobody has to be looked up then. */
    private boolean othersHaveEnded() {
        for (Map.Entry<Integer, Known> each : known.entrySet()) {
            if (!each.getValue().identity().equals(first) && each.getValue().lives()) {
                return false;
            }
        }
        return true;
    }

    private Identity identity(int thread) {
        var entry = living(thread);
        if (entry != null) {
            return entry.identity();
        }
        var status = ProcessStatus.of(thread);
        if (status.process() != thread) {
            var owner = living(status.process());
            if (owner != null) {
                return owner.identity();
            }
        }
        var identity = status.parent() <= 1 ? first : identity(status.parent());
        remember(status.process(), identity);
        return identity;
    }

    /** The process of a thread becomes somebody else. */
    synchronized void change(int thread, Identity identity) {
        var status = ProcessStatus.of(thread);
        handOn(status.process(), of(thread));
        changed = true;
        remember(status.process(), identity);
    }

    /** A process ends, and its children will have another parent. */
    void ends(int thread) {
        if (changed) {
            synchronized (this) {
                int process = ProcessStatus.of(thread).process();
                var entry = living(process);
                if (entry != null && !entry.identity().equals(first)) {
                    handOn(process, entry.identity());
                }
            }
        }
    }

    private void handOn(int process, Identity identity) {
        try {
            for (int child : Processes.children(process)) {
                if (living(child) == null) {
                    remember(child, identity);
                    handOn(child, identity);
                }
            }
        } catch (IOException gone) {
            // Who has ended has handed on.
            return;
        }
    }

    private @Nullable Known living(int process) {
        var entry = known.get(process);
        if (entry != null && !entry.lives()) {
            forget(process);
            return null;
        }
        return entry;
    }

    private void remember(int process, Identity identity) {
        if (known.size() >= MANY) {
            for (Integer each : known.keySet().toArray(new Integer[0])) {
                living(each);
            }
        }
        var before = living(process);
        int handle = before == null ? (int) Calls.call(SystemCall.PIDFD_OPEN, process, 0, 0, 0) : before.handle();
        if (closed) {
            Calls.close(handle);
            return;
        }
        known.put(process, new Known(identity, handle));
    }

    private void forget(int process) {
        var entry = known.remove(process);
        if (entry != null && entry.handle() >= 0) {
            Calls.close(entry.handle());
        }
    }

    /** To be called when the last process has ended. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Integer each : known.keySet().toArray(new Integer[0])) {
            forget(each);
        }
    }
}
