package dev.drydock.snapshot;

import dev.drydock.io.TarEntry;
import dev.drydock.snapshot.FileTree.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file and, for a directory, what is in it. Changed only by the overlay that made it (its owner); anyone else takes a copy
 * first, so that trees share what they have in common.
 */
final class TreeItem {

    private final Object owner;
    private Node node;

    /** Null for all but directories. */
    private @Nullable Map<String, TreeItem> children;

    private TreeItem(Object owner, Node node, @Nullable Map<String, TreeItem> children) {
        this.owner = owner;
        this.node = node;
        this.children = children;
    }

    static TreeItem of(Node node, Object owner) {
        return new TreeItem(owner, node, node.entry().isDirectory() ? new HashMap<>() : null);
    }

    /** What Docker makes of a directory that is only named as a parent. */
    static TreeItem implicitDirectory(String path, int layer, Object owner) {
        return of(new Node(TarEntry.directory(path, 0755, 0, 0, Instant.EPOCH), null, layer, -1), owner);
    }

    Node node() {
        return node;
    }

    boolean isDirectory() {
        return children != null;
    }

    @Nullable
    TreeItem child(String name) {
        return children == null ? null : children.get(name);
    }

    List<String> names() {
        return children == null ? List.of() : FileTree.sorted(children.keySet());
    }

    /** This, or a copy that the owner may change. */
    TreeItem ownedBy(Object wanted) {
        return owner == wanted ? this : new TreeItem(wanted, node, children == null ? null : new HashMap<>(children));
    }

    /** New metadata for a directory, whose children stay. */
    void describe(Node newNode) {
        node = newNode;
    }

    void put(String name, TreeItem child) {
        if (children == null) {
            throw new IllegalStateException(node.entry().name() + " is no directory");
        }
        children.put(name, child);
    }

    void remove(String name) {
        if (children != null) {
            children.remove(name);
        }
    }

    void clear() {
        if (children != null) {
            children = new HashMap<>();
        }
    }
}
