package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a directory of a tree in the order of whole paths, which is that of a layer: {@code a}, {@code a-b}, {@code a/x}. Names
 * that begin with that of a directory may come between it and what is in it.
 */
final class PathOrder {

    private final TreeView tree;
    private final String top;
    private final Deque<Level> levels = new ArrayDeque<>();
    private String relative = "";

    /** A directory that is gone through, and those in it that have been passed but not entered. */
    private static final class Level {
        private final String directory;
        private final List<String> names;
        private final Deque<String> passed = new ArrayDeque<>();
        private int next;

        Level(String directory, List<String> names) {
            this.directory = directory;
            this.names = names;
        }
    }

    PathOrder(TreeView tree, String top) {
        this.tree = tree;
        this.top = top;
        levels.push(new Level("", tree.children(top)));
    }

    /** The next file; null at the end. */
    @Nullable
    SourceNode next() {
        while (!levels.isEmpty()) {
            Level level = levels.element();
            String name = level.next < level.names.size() ? level.names.get(level.next) : null;
            String passed = level.passed.peek();
            if (passed != null && (name == null || comesAfterAllIn(name, passed))) {
                level.passed.pop();
                String directory = RootedPaths.join(level.directory, passed);
                levels.push(new Level(directory, tree.children(RootedPaths.join(top, directory))));
            } else if (name == null) {
                levels.pop();
            } else {
                level.next++;
                relative = RootedPaths.join(level.directory, name);
                SourceNode node = tree.get(RootedPaths.join(top, relative));
                if (node != null && node.entry().isDirectory()) {
                    level.passed.push(name);
                }
                if (node != null) { // a tree may lose files between being listed and being looked at
                    return node;
                }
            }
        }
        return null;
    }

    /** @param name behind the directory's in the order of names */
    private static boolean comesAfterAllIn(String name, String directory) {
        return !name.startsWith(directory) || name.charAt(directory.length()) > '/';
    }

    /** The path of the last one below the directory gone over. */
    String relative() {
        return relative;
    }
}
