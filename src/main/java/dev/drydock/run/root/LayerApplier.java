package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Copies snapshots of layers onto each other into one tree, which then is what overlayfs would show of them. Each name gets a
 * file of its own: overlayfs, too, separates the names of a file when one of them is changed.
 */
final class LayerApplier {

    private final TreeCopy copy = TreeCopy.ofSeparateFiles();
    private final OverlayMarks marks;

    LayerApplier(OverlayMarks marks) {
        this.marks = marks;
    }

    /** Puts one layer on top. */
    void apply(Path snapshot, Directory tree) throws IOException {
        try (var layer = Directory.open(snapshot)) {
            children(layer, tree);
        }
    }

    private void children(Directory layer, Directory tree) throws IOException {
        for (String name : layer.list()) {
            var status = layer.status(name);
            if (status.isWhiteout()) {
                tree.removeTree(name);
            } else if (status.isDirectory()) {
                directory(layer, name, status, tree);
            } else {
                tree.removeTree(name);
                copy.copyFile(layer, name, status, tree, name);
            }
        }
    }

    private void directory(Directory layer, String name, FileStatus status, Directory tree) throws IOException {
        var existing = tree.find(name);
        boolean kept = existing != null && existing.isDirectory() && !marks.isOpaque(layer, name);
        if (!kept) {
            tree.removeTree(name);
            tree.makeDirectory(name, 0700);
        }
        try (var from = layer.directory(name);
                var to = tree.directory(name)) {
            children(from, to);
        }
        TreeCopy.describe(layer, name, status, tree, name);
    }
}
