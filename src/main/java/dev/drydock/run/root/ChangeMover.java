package dev.drydock.run.root;

import dev.drydock.layer.LayerNames;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what has changed out of a tree, into a directory that then is as overlayfs would have made it: changed files,
 * whiteouts for those removed, opaque directories for those replaced. The tree lacks what was moved.
 */
final class ChangeMover {

    private final OverlayMarks marks;
    private final List<String> moved = new ArrayList<>();

    private ChangeMover(OverlayMarks marks) {
        this.marks = marks;
    }

    /**
     * @param before how the tree was
     * @param upper empty, on the file system of the tree
     * @return paths of files moved that were there before
     */
    static List<String> move(Directory tree, TreeMark before, Directory upper, OverlayMarks marks) throws IOException {
        var mover = new ChangeMover(marks);
        mover.directory(tree, before, new Upper(upper), "");
        return mover.moved;
    }

    /** A directory for changes, made when the first has to go there. */
    private static final class Upper {
        private final @Nullable Upper parent;
        private final String name;
        private @Nullable Directory made;

        Upper(Directory root) {
            this.parent = null;
            this.name = ".";
            this.made = root;
        }

        Upper(Upper parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        Directory make() throws IOException {
            var known = made;
            if (known != null || parent == null) {
                return java.util.Objects.requireNonNull(known);
            }
            var above = parent.make();
            above.makeDirectory(name, 0700);
            var directory = above.directory(name);
            made = directory;
            return directory;
        }

        /** Gives it the description of the directory it stands for, if it was made. */
        boolean finish(FileStatus like) throws IOException {
            var directory = made;
            if (directory == null) {
                return false;
            }
            directory.setOwner(".", Integer.toUnsignedLong(like.uid()), Integer.toUnsignedLong(like.gid()));
            directory.setMode(".", like.permissions());
            directory.setModified(".", like.modified());
            if (parent != null) {
                directory.close();
            }
            return true;
        }
    }

    private void directory(Directory tree, TreeMark before, Upper upper, String path) throws IOException {
        var status = tree.status(".");
        var names = tree.list();
        for (String name : names) {
            child(tree, name, before.children().get(name), upper, LayerNames.join(path, name));
        }
        var present = new HashSet<>(names);
        for (String name : before.children().keySet()) {
            if (!present.contains(name)) {
                marks.whiteout(upper.make(), name);
            }
        }
        if (!before.isUntouched(status)) {
            upper.make();
        }
        if (upper.finish(status)) {
            tree.setModified(".", status.modified());
        }
    }

    private void child(Directory tree, String name, @Nullable TreeMark before, Upper upper, String path)
            throws IOException {
        var status = tree.status(name);
        if (before != null && status.isDirectory() && before.isSame(status)) {
            try (var child = tree.directory(name)) {
                directory(child, before, new Upper(upper, name), path);
            }
            return;
        }
        if (before != null && before.isUntouched(status)) {
            return;
        }
        var to = upper.make();
        tree.rename(name, to, name);
        if (before != null) {
            moved.add(path);
            if (before.isDirectory() && status.isDirectory()) {
                marks.makeOpaque(to, name);
            }
        }
    }
}
