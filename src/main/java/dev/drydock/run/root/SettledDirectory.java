package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.MountCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that is only read from now on, in a way that leaves its times of last access as well. */
record SettledDirectory(Directory directory, Path mounted) implements AutoCloseable {

    /** @param scratch where a directory to mount on can be made */
    static SettledDirectory open(Path settled, Path scratch) throws IOException {
        Path target = Files.createDirectory(scratch.resolve("settled"));
        MountCalls.bind(settled.toString(), target.toString());
        try {
            MountCalls.restrict(target.toString(), true);
            return new SettledDirectory(Directory.open(target), target);
        } catch (IOException | RuntimeException | Error e) {
            MountCalls.detach(target.toString());
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
        MountCalls.detach(mounted.toString());
    }
}
