package dev.drydock.layer;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree.Node;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file and, for a directory, what is in it, which is found out when it is first asked for. Immutable. */
final class TreeItem {

    private final Node node;
    private final @Nullable Below below;

    /** Null for all but directories, and for these until they are asked for; several threads may come to the same. */
    private volatile @Nullable WeakReference<Map<String, TreeItem>> children;

    /** A directory of a layer over what is there without it, null if nothing of that is to be seen. */
    private record Below(
            TreeOverlay overlay, IndexRow row, @Nullable TreeItem lower) {}

    private TreeItem(Node node, @Nullable Below below) {
        this.node = node;
        this.below = below;
    }

    static TreeItem of(Node node) {
        return new TreeItem(node, null);
    }

    static TreeItem directory(Node node, TreeOverlay overlay, IndexRow row, @Nullable TreeItem lower) {
        return new TreeItem(node, new Below(overlay, row, lower));
    }

    /** The directory that Docker makes where one is only named as a parent; with nothing in it. */
    static TreeItem implicitDirectory(String path, int layer) {
        return of(implicitNode(path, layer));
    }

    static Node implicitNode(String path, int layer) {
        return new Node(TarEntry.directory(path, 0755, 0, 0, Instant.EPOCH), null, layer, -1);
    }

    Node node() {
        return node;
    }

    boolean isDirectory() {
        return node.entry().isDirectory();
    }

    @Nullable
    TreeItem child(String name) {
        return children().get(name);
    }

    List<String> names() {
        return FileTree.sorted(children().keySet());
    }

    /** Do not change them. */
    Map<String, TreeItem> children() {
        if (below == null) {
            return Map.of();
        }
        WeakReference<Map<String, TreeItem>> reference = children;
        Map<String, TreeItem> known = reference == null ? null : reference.get();
        if (known == null) {
            known = below.overlay.children(node, below.row, below.lower);
            children = new WeakReference<>(known);
        }
        below.overlay.recent().lookedInto(this, known);
        return known;
    }
}
