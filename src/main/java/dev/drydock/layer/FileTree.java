package dev.drydock.layer;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stacked layers seen as one file tree, the one a process on that root would see. Immutable. Paths are clean
 * ({@link LayerNames#clean}), without a leading slash; "" is the root, which is always there.
 */
public final class FileTree {

    /** As many symbolic links as the Linux kernel follows on the way to one file. */
    private static final int MAX_LINKS = 40;

    private final TreeItem root;
    private final int layers;
    private final RecentDirectories recent;

    /**
     * A file of the tree.
     *
     * @param entry under its own name. A hard link has the type, size and metadata of the file it is a name of
     * @param content of a regular file
     * @param layer number of the layer that the file comes from, 0 the lowest; for a hard link that of its target
     * @param position of the file in {@link LayerListing#entries} of that layer, -1 for a directory no layer describes. Nodes
     *     of the same layer and position are names of one file.
     */
    public record Node(TarEntry entry, @Nullable Digest content, int layer, int position) {}

    private FileTree(TreeItem root, int layers, RecentDirectories recent) {
        this.root = root;
        this.layers = layers;
        this.recent = recent;
    }

    /** No layer at all: nothing but a root directory. */
    public static FileTree empty() {
        return new FileTree(TreeItem.implicitDirectory("", 0), 0, new RecentDirectories());
    }

    /** @throws BuildFailure if a layer is damaged: it has a hard link to nothing */
    public static FileTree of(List<LayerIndex> lowestFirst) {
        FileTree tree = empty();
        for (LayerIndex layer : lowestFirst) {
            tree = tree.with(layer);
        }
        return tree;
    }

    /** This tree with one more layer on top. Directories are laid over one another when somebody looks into them. */
    public FileTree with(LayerIndex layer) {
        return new FileTree(new TreeOverlay(root, layer, layers, recent).root(), layers + 1, recent);
    }

    /** The node at a path; follows no symbolic link, not in the parents either. Null if there is nothing. */
    public @Nullable Node get(String path) {
        TreeItem item = item(path);
        return item == null ? null : item.node();
    }

    /** Names in a directory, in byte order; none if it is no directory. Follows no symbolic link. */
    public List<String> children(String directory) {
        TreeItem item = item(directory);
        return item == null ? List.of() : item.names();
    }

    /**
     * Where a path leads, all symbolic links followed inside the root as the kernel does after chroot: absolute targets start
     * at the root, {@code ..} stays there. A part that is missing, or no directory, is kept as it is. The path may begin with
     * a slash and have {@code .} and {@code ..} parts; the result is clean.
     *
     * @throws BuildFailure if there are too many links, most likely a loop
     */
    public String resolve(String path) {
        Deque<String> todo = new ArrayDeque<>();
        push(todo, path);
        List<String> done = new ArrayList<>();
        int links = 0;
        while (!todo.isEmpty()) {
            String part = todo.pop();
            if (part.equals("..")) {
                if (!done.isEmpty()) {
                    done.remove(done.size() - 1);
                }
                continue;
            }
            done.add(part);
            TarEntry link = linkAt(done);
            if (link != null) {
                if (++links > MAX_LINKS) {
                    throw BuildFailure.ofBuild(
                            "Too many symbolic links on the way to '" + path + "' in the image, the last one '/"
                                    + link.name() + "' to '" + link.linkName() + "'",
                            "The links probably form a loop.");
                }
                if (link.linkName().startsWith("/")) {
                    done.clear();
                } else {
                    done.remove(done.size() - 1);
                }
                push(todo, link.linkName());
            }
        }
        return String.join("/", done);
    }

    /** Puts the parts of a path in front. */
    private static void push(Deque<String> todo, String path) {
        List<String> parts = Arrays.asList(path.split("/"));
        for (int i = parts.size() - 1; i >= 0; i--) {
            String part = parts.get(i);
            if (!part.isEmpty() && !part.equals(".")) {
                todo.push(part);
            }
        }
    }

    private @Nullable TarEntry linkAt(List<String> parts) {
        TreeItem item = root;
        for (String part : parts) {
            item = item == null ? null : item.child(part);
        }
        return item != null && item.node().entry().isSymlink() ? item.node().entry() : null;
    }

    private @Nullable TreeItem item(String path) {
        TreeItem item = root;
        int start = 0;
        while (item != null && start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            item = item.child(path.substring(start, end));
            start = end + 1;
        }
        return item;
    }

    static List<String> sorted(Iterable<String> names) {
        List<String> out = new ArrayList<>();
        for (String name : names) {
            out.add(name);
        }
        out.sort(ByteNames.BYTE_ORDER);
        return out;
    }
}
