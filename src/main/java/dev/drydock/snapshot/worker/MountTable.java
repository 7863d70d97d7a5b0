package dev.drydock.snapshot.worker;

import dev.drydock.sandbox.kernel.Mounts;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Mounts made so far, to be taken away in the opposite order. */
final class MountTable implements AutoCloseable {

    private final Deque<String> targets = new ArrayDeque<>();

    /** Something that mounts on the target. */
    interface Mounting {
        void on(String target) throws IOException;
    }

    void mount(String target, Mounting mounting) throws IOException {
        mounting.on(target);
        targets.push(target);
    }

    @Override
    public void close() throws IOException {
        while (!targets.isEmpty()) {
            Mounts.detach(targets.pop());
        }
    }
}
