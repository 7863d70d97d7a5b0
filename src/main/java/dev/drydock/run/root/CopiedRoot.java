package dev.drydock.run.root;

import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerNames;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.OwnerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A root copied from snapshots. The changes of a run are found by comparing the tree with how it was, and moved out of it; so
 * the layer is written as from an upper directory of overlayfs, and is the same.
 */
final class CopiedRoot implements RunRoot {

    private final WorkerContext workshop;
    private final LayerStack stack;
    private final CopiedTree tree;
    private final Path made;
    private final Path upper;
    private final Instant start;
    private final TreeMark before;
    private final FileStatus rootBefore;
    private boolean kept;

    private CopiedRoot(WorkerContext workshop, LayerStack stack, CopiedTree tree, WorkPlace place) throws IOException {
        this.workshop = workshop;
        this.stack = stack;
        this.tree = tree;
        this.made = Files.createDirectory(place.resolve("layer"));
        this.upper = Files.createDirectory(made.resolve(Snapshots.FILES));
        this.start = FileClock.next(place.path());
        try (var root = Directory.open(tree.path())) {
            if (!stack.describeRoot(root, FileOwners.REAL)) {
                // As old as an upper directory would be.
                root.setModified(".", start);
            }
            this.before = TreeMark.of(root);
            this.rootBefore = root.status(".");
        }
        FileClock.next(place.path());
    }

    static CopiedRoot open(WorkerContext workshop, List<LayerFile> layers, WorkPlace place, Unpacking unpacking)
            throws IOException {
        var stack = LayerStack.open(layers, workshop, unpacking);
        CopiedTree tree = null;
        try {
            var diffIds = layers.stream().map(layer -> layer.layer().diffId()).toList();
            tree = workshop.trees().take(diffIds, stack);
            return new CopiedRoot(workshop, stack, tree, place);
        } catch (IOException | RuntimeException | Error e) {
            stack.close();
            if (tree != null) {
                tree.close();
            }
            throw e;
        }
    }

    @Override
    public Path path() {
        return tree.path();
    }

    @Override
    public OwnerTable owners() {
        return new OwnerTable();
    }

    @Override
    public CapturedLayer capture(Capture capture, Path scratch, Succession next) throws IOException {
        try (var root = Directory.open(tree.path());
                var changed = Directory.open(upper);
                var below = MergedDirectory.open(stack.directories(), workshop.marks());
                var layer = LayerCapture.open(capture)) {
            var moved = ChangeMover.move(root, before, changed, workshop.marks());
            var changes = new ChangeWriter(changed, workshop.marks(), FileOwners.REAL, start, capture.timestamp());
            boolean describesRoot = changes.write(stack.isEmpty() ? null : below, rootBefore, layer.writer());
            restore(moved, changed, below, root);
            var captured = layer.finish(diffId -> {
                var snapshot = workshop.snapshots().keep(diffId, made, describesRoot);
                if (snapshot != null) {
                    snapshot.close();
                }
                workshop.trees().keep(tree.expecting(diffId));
                kept = true;
            });
            next.made(captured.asLayerFile());
            return captured;
        }
    }

    /** A file that was touched and is as it was is in no layer: it goes back. */
    private static void restore(List<String> moved, Directory changed, MergedDirectory below, Directory tree)
            throws IOException {
        var copy = TreeCopy.ofSeparateFiles();
        try (var target = new Descent(tree)) {
            for (String path : moved) {
                if (!PathSearch.exists(changed, path)) {
                    copyFrom(below, path, path, copy, target);
                }
            }
        }
    }

    private static void copyFrom(MergedDirectory below, String rest, String path, TreeCopy copy, Descent target)
            throws IOException {
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            try (var child = below.directory(rest.substring(0, slash))) {
                copyFrom(child, rest.substring(slash + 1), path, copy, target);
            }
            return;
        }
        var found = below.find(rest);
        if (found != null && !found.status().isDirectory()) {
            var parent = target.openParent(path);
            Instant time = parent.status(".").modified();
            copy.copyFile(found.directory(), rest, found.status(), parent, LayerNames.baseName(path));
            parent.setModified(".", time);
        }
    }

    @Override
    public void close() throws IOException {
        try (stack) {
            if (!kept) {
                tree.close();
            }
        }
    }
}
