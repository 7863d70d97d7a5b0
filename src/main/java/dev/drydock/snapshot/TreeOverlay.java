package dev.drydock.snapshot;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.TarEntry;
import dev.drydock.io.TarEntry.Type;
import dev.drydock.snapshot.FileTree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays one layer over a tree. Whiteouts and opaques concern the layers below alone, wherever in the layer they stand, so they
 * come first. A directory over a directory takes the new metadata and keeps the children; everything else replaces what is
 * there. A parent the layer does not describe stays as it is below, or is made.
 */
final class TreeOverlay {

    private final int layer;
    private final Object owner = new Object();
    private final TreeItem root;
    private @Nullable String lastPath;
    private @Nullable TreeItem lastDirectory;

    TreeOverlay(TreeItem lower, int layer) {
        this.root = lower.ownedBy(owner);
        this.layer = layer;
    }

    TreeItem apply(LayerIndex index) {
        for (String whiteout : index.whiteouts()) {
            whiteout(whiteout);
        }
        for (String opaque : index.opaques()) {
            opaque(opaque);
        }
        List<IndexEntry> entries = index.entries();
        for (int i = 0; i < entries.size(); i++) {
            put(entries.get(i), i);
        }
        return root;
    }

    private void whiteout(String path) {
        TreeItem parent = existing(LayerNames.parent(path));
        if (parent != null) {
            parent.remove(LayerNames.baseName(path));
        }
    }

    private void opaque(String path) {
        directory(path).clear();
    }

    private void put(IndexEntry indexed, int position) {
        TarEntry entry = indexed.entry();
        if (entry.name().isEmpty()) {
            if (entry.isDirectory()) {
                root.describe(new Node(entry, null, layer, position));
            }
            return;
        }
        Node node =
                entry.type() == Type.HARD_LINK ? linked(entry) : new Node(entry, indexed.content(), layer, position);
        TreeItem parent = parent(LayerNames.parent(entry.name()));
        String name = LayerNames.baseName(entry.name());
        TreeItem before = parent.child(name);
        if (entry.isDirectory() && before != null && before.isDirectory()) {
            TreeItem owned = before.ownedBy(owner);
            owned.describe(node);
            parent.put(name, owned);
        } else {
            if (before != null && before.isDirectory()) {
                lastDirectory = null; // it may have been below
            }
            parent.put(name, TreeItem.of(node, owner));
        }
    }

    /** The directory at a path. Neighbours in a layer are mostly neighbours in the tree, so the last one is remembered. */
    private TreeItem parent(String path) {
        TreeItem known = lastDirectory;
        if (known == null || !path.equals(lastPath)) {
            known = directory(path);
            lastDirectory = known;
            lastPath = path;
        }
        return known;
    }

    private Node linked(TarEntry link) {
        TreeItem target = find(link.linkName());
        if (target == null || target.isDirectory()) {
            throw BuildFailure.ofEnvironment(
                    "Layer " + (layer + 1) + " of the image is damaged: '/" + link.name() + "' is a hard link to '/"
                            + link.linkName() + "', which is "
                            + (target == null ? "not there" : "a directory"),
                    "Pull or build the image again.",
                    null);
        }
        Node node = target.node();
        return new Node(node.entry().withName(link.name()), node.content(), node.layer(), node.position());
    }

    private @Nullable TreeItem find(String path) {
        TreeItem item = root;
        for (String part : path.split("/")) {
            item = item == null ? null : item.child(part);
        }
        return item;
    }

    /** The directory at a path, ready to be changed; null if there is none. */
    private @Nullable TreeItem existing(String path) {
        TreeItem found = path.isEmpty() ? root : find(path);
        return found == null || !found.isDirectory() ? null : directory(path);
    }

    /** The same, made with its parents if it is missing or something else is in its place. */
    private TreeItem directory(String path) {
        TreeItem item = root;
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            TreeItem child = item.child(name);
            TreeItem next = child == null || !child.isDirectory()
                    ? TreeItem.implicitDirectory(path.substring(0, end), layer, owner)
                    : child.ownedBy(owner);
            if (next != child) {
                item.put(name, next);
            }
            item = next;
            start = end + 1;
        }
        return item;
    }
}
