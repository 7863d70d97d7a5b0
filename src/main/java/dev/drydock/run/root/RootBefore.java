package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.MountCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The root as it was before a run, to compare with. */
record RootBefore(@Nullable MergedDirectory root, @Nullable Path mounted) implements AutoCloseable {

    /** @param scratch where a directory to mount on can be made */
    static RootBefore open(WorkerContext workshop, List<Path> lowestFirst, Path scratch) throws IOException {
        if (lowestFirst.isEmpty()) {
            return new RootBefore(null, null);
        }
        Path target = Files.createDirectory(scratch.resolve("before"));
        workshop.overlays().mountReadOnly(lowestFirst, target);
        return new RootBefore(MergedDirectory.open(List.of(target), workshop.marks()), target);
    }

    @Override
    public void close() throws IOException {
        if (root != null && mounted != null) {
            root.close();
            MountCalls.detach(mounted.toString());
        }
    }
}
