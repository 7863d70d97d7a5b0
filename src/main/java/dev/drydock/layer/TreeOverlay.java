package dev.drydock.layer;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.layer.FileTree.Node;
import dev.drydock.layer.LayerIndex.Found;
import dev.drydock.layer.LayerIndex.LowerLink;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One layer over a tree, laid directory by directory. {@link LayerTree} says how it changes the tree below. */
final class TreeOverlay {

    private final TreeItem lower;
    private final LayerIndex index;
    private final int layer;
    private final RecentDirectories recent;

    /** @throws BuildFailure if the layer has a hard link to nothing */
    TreeOverlay(TreeItem lower, LayerIndex index, int layer, RecentDirectories recent) {
        this.lower = lower;
        this.index = index;
        this.layer = layer;
        this.recent = recent;
        for (LowerLink link : index.links()) {
            check(link);
        }
    }

    private void check(LowerLink link) {
        TreeItem target = link.found() == Found.BELOW ? find(link.target()) : null;
        if (target == null || target.isDirectory()) {
            boolean directory = target != null || link.found() == Found.DIRECTORY;
            throw BuildFailure.ofEnvironment(
                    "Layer " + (layer + 1) + " of the image is damaged: '/" + link.name() + "' is a hard link to '/"
                            + link.target() + "', which is " + (directory ? "a directory" : "not there"),
                    "Pull or build the image again.",
                    null);
        }
    }

    private @Nullable TreeItem find(String path) {
        TreeItem item = lower;
        for (String part : path.split("/")) {
            item = item == null ? null : item.child(part);
        }
        return item;
    }

    RecentDirectories recent() {
        return recent;
    }

    TreeItem root() {
        IndexRow row = index.root();
        Node node = row.indexed() == null ? lower.node() : node(row.indexed(), row.position());
        return TreeItem.directory(node, this, row, row.opaque() ? null : lower);
    }

    /**
     * The items of a directory.
     *
     * @param below the same directory without this layer; null if nothing of it is to be seen
     */
    Map<String, TreeItem> children(Node directory, IndexRow row, @Nullable TreeItem below) {
        Map<String, TreeItem> children = below == null ? new HashMap<>() : new HashMap<>(below.children());
        String path = directory.entry().name();
        for (IndexRow child : index.children(row, path)) {
            TreeItem item = item(child, path, child.hides() ? null : children.get(child.name()));
            if (item == null) {
                children.remove(child.name());
            } else {
                children.put(child.name(), item);
            }
        }
        return children;
    }

    /** @param below what is there without this layer, if it is to be seen */
    private @Nullable TreeItem item(IndexRow row, String directory, @Nullable TreeItem below) {
        IndexEntry indexed = row.indexed();
        if (indexed != null && !indexed.entry().isDirectory()) {
            return TreeItem.of(node(indexed, row.position()));
        }
        TreeItem same = below != null && below.isDirectory() ? below : null;
        if (indexed == null && !row.implicit() && same == null) {
            return below;
        }
        Node node = indexed != null
                ? node(indexed, row.position())
                : same != null ? same.node() : TreeItem.implicitNode(LayerNames.join(directory, row.name()), layer);
        return TreeItem.directory(node, this, row, row.opaque() ? null : same);
    }

    private Node node(IndexEntry indexed, int position) {
        TarEntry entry = indexed.entry();
        if (entry.type() != Type.HARD_LINK) {
            return new Node(entry, indexed.content(), layer, position);
        }
        TreeItem target = find(entry.linkName());
        if (target == null) {
            throw new IllegalStateException("a link that was not checked: " + entry.name());
        }
        Node node = target.node();
        return new Node(node.entry().withName(entry.name()), node.content(), node.layer(), node.position());
    }
}
