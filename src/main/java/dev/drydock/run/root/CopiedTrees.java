package dev.drydock.run.root;

import dev.drydock.image.Digest;
import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trees kept for the next run of their stage, so that a stage's root is copied once. Used by many threads. */
final class CopiedTrees implements AutoCloseable {

    /** Most copies kept, for stages that are built side by side; each takes the room of a root. */
    private static final int MOST_KEPT = 4;

    private final WorkPlaces work;
    private final OverlayMarks marks;
    private final List<CopiedTree> kept = new ArrayList<>();

    CopiedTrees(WorkPlaces work, OverlayMarks marks) {
        this.work = work;
        this.marks = marks;
    }

    /** A tree of these layers, which is the caller's. */
    CopiedTree take(List<Digest> layers, LayerStack stack) throws IOException {
        var tree = find(layers);
        if (tree == null) {
            tree = new CopiedTree(work.create(), List.of(), 0);
        }
        try {
            if (Files.notExists(tree.path())) {
                Files.createDirectory(tree.path());
            }
            try (var root = Directory.open(tree.path())) {
                var applier = new LayerApplier(marks);
                for (var missing : stack.directories().subList(tree.applied(), layers.size())) {
                    applier.apply(missing, root);
                }
            }
            return tree.with(layers);
        } catch (IOException | RuntimeException | Error e) {
            tree.close();
            throw e;
        }
    }

    private synchronized @Nullable CopiedTree find(List<Digest> layers) {
        CopiedTree best = null;
        for (CopiedTree tree : kept) {
            if (tree.leadsTo(layers)
                    && (best == null || tree.layers().size() > best.layers().size())) {
                best = tree;
            }
        }
        kept.remove(best);
        return best;
    }

    /** Takes a tree over. */
    void keep(CopiedTree tree) throws IOException {
        CopiedTree oldest = null;
        synchronized (this) {
            kept.add(tree);
            if (kept.size() > MOST_KEPT) {
                oldest = kept.remove(0);
            }
        }
        if (oldest != null) {
            oldest.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        while (!kept.isEmpty()) {
            kept.remove(kept.size() - 1).close();
        }
    }
}
