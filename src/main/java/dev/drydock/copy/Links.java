package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows symbolic links inside a tree as a kernel does after chroot into it: nothing leads out. */
final class Links {

    /** As many as BuildKit follows on the way to one file. */
    private static final int MAX_LINKS = 255;

    /** A tree of files by exact, clean path. */
    interface Tree {
        @Nullable
        TarEntry at(String path);
    }

    private Links() {}

    /**
     * Where a path leads, its last part followed too. Parts that are missing stay as they are.
     *
     * @param root the directory of the tree that nothing leads out of; the path is taken from there
     * @return a path of the tree
     */
    static String follow(Tree tree, String root, String path) {
        return RootedPaths.join(root, follow(tree, root, path, true));
    }

    /** The same, the last part taken as it is. */
    static String followParent(Tree tree, String root, String path) {
        return RootedPaths.join(root, follow(tree, root, path, false));
    }

    private static String follow(Tree tree, String root, String path, boolean last) {
        Deque<String> todo = new ArrayDeque<>();
        push(todo, path);
        String done = "";
        int links = 0;
        while (!todo.isEmpty()) {
            String part = todo.pop();
            if (part.equals("..")) {
                done = RootedPaths.parent(done);
                continue;
            }
            String next = RootedPaths.join(done, part);
            TarEntry entry = last || !todo.isEmpty() ? tree.at(RootedPaths.join(root, next)) : null;
            if (entry == null || !entry.isSymlink()) {
                done = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw BuildFailure.ofBuild(
                        "too many symbolic links on the way to /" + path + ", the last one /" + next + " to "
                                + entry.linkName(),
                        "The links probably form a loop.");
            }
            if (entry.linkName().startsWith("/")) {
                done = "";
            }
            push(todo, entry.linkName());
        }
        return done;
    }

    /** Puts the parts of a path in front of what is to do. */
    private static void push(Deque<String> todo, String path) {
        List<String> parts = Arrays.asList(path.split("/"));
        for (int i = parts.size() - 1; i >= 0; i--) {
            String part = parts.get(i);
            if (!part.isEmpty() && !part.equals(".")) {
                todo.push(part);
            }
        }
    }
}
