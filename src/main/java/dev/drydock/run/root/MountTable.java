package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.MountCalls;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** MountCalls made so far, to be taken away in the opposite order. */
public final class MountTable implements AutoCloseable {

    private final Deque<String> targets = new ArrayDeque<>();

    /** Something that mounts on the target. */
    public interface Mounting {
        void on(String target) throws IOException;
    }

    public void mount(String target, Mounting mounting) throws IOException {
        mounting.on(target);
        targets.push(target);
    }

    @Override
    public void close() throws IOException {
        while (!targets.isEmpty()) {
            MountCalls.detach(targets.pop());
        }
    }
}
