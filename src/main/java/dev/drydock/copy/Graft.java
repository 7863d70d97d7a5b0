package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is taken of a directory of a tree, put into a stage's root at once: its files are described when they are written, not
 * before, as there may be hundreds of thousands of them.
 */
final class Graft {

    /** Makes of a file of the tree what it is to be in the root. */
    interface Describer {
        Inode inode(SourceNode node) throws IOException;
    }

    private final SourceTree tree;
    private final TreeView taken;
    private final String top;
    private final String target;
    private final Describer describer;
    private final Set<String> kept = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private final RepeatedNames names = new RepeatedNames();

    /**
     * @param taken the part of the tree that is put, which may be filled until this is used
     * @param top the directory in its tree
     * @param target where it is put; that is a directory, and none of what this puts
     */
    Graft(SourceTree tree, TreeView taken, String top, String target, Describer describer) {
        this.tree = tree;
        this.taken = taken;
        this.top = top;
        this.target = target;
        this.describer = describer;
    }

    SourceTree tree() {
        return tree;
    }

    /** The directory that is there at this path stays as it is. */
    void keep(String path) {
        kept.add(path);
    }

    /** Notes that this puts a file, or a directory, at a path. */
    void put(SourceNode node, String path) {
        if (node.entry().isFile()) {
            names.note(node);
        }
        String parent = RootedPaths.parent(path);
        if (parent.equals(target) || kept.contains(parent)) {
            over.add(parent);
        }
    }

    /** Directories that this puts something into and does not put itself. */
    Set<String> over() {
        return over;
    }

    boolean puts(String path) {
        return node(path) != null;
    }

    private @Nullable SourceNode node(String path) {
        if (path.equals(target) || !RootedPaths.isWithin(path, target) || kept.contains(path)) {
            return null;
        }
        String relative = target.isEmpty() ? path : path.substring(target.length() + 1);
        return taken.get(RootedPaths.join(top, relative));
    }

    @Nullable
    Inode get(String path) throws IOException {
        SourceNode node = node(path);
        return node == null ? null : inode(node);
    }

    Inode inode(SourceNode node) throws IOException {
        return describer.inode(node);
    }

    /**
     * The path that this one is to be a hard link to; null if it is the first name of its file that this is asked of, or is no file of
     * several names.
     */
    @Nullable
    String firstName(SourceNode node, String path) {
        return node.entry().isFile() ? names.first(node, path) : null;
    }

    /** Goes over what this puts in the order of paths. */
    Walk walk() {
        return new Walk();
    }

    /** A path and what this puts there, one after another. */
    final class Walk {
        private final PathOrder files = new PathOrder(taken, top);
        private @Nullable SourceNode node;
        private String path = "";

        /** To the next path; false at the end. */
        boolean next() {
            do {
                node = files.next();
                path = RootedPaths.join(target, files.relative());
            } while (node != null && kept.contains(path));
            return node != null;
        }

        String path() {
            return path;
        }

        /** Null before the first and at the end. */
        @Nullable
        SourceNode node() {
            return node;
        }

        Graft graft() {
            return Graft.this;
        }
    }
}
