package dev.drydock.layer;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.layer.LayerIndex.Found;
import dev.drydock.layer.LayerIndex.LowerLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what a layer lists the tree it is by itself, whatever is below. Whiteouts and opaques concern the layers below
 * alone, wherever in the layer they stand, so they come first. A directory over a directory takes the new metadata and keeps
 * the children; everything else replaces what is there, and hides what is below. A parent the layer does not describe stays
 * as it is below, or is made. A hard link is what its target was when it was made.
 */
final class LayerTree {

    private final Item root = new Item(true);
    private final List<LowerLink> links = new ArrayList<>();
    private @Nullable String lastPath;
    private @Nullable Item lastDirectory;

    /** The layer's entry for one path. */
    private static final class Item {
        private final Map<String, Item> children = new HashMap<>();
        private boolean implicit;
        private boolean hides;
        private boolean opaque;
        private int position = -1;
        private @Nullable IndexEntry indexed;

        Item(boolean implicit) {
            this.implicit = implicit;
        }

        void describe(IndexEntry newIndexed, int newPosition) {
            indexed = newIndexed;
            position = newPosition;
        }

        boolean isDirectory() {
            return indexed == null ? implicit : indexed.entry().isDirectory();
        }

        boolean isFile() {
            return indexed != null && !indexed.entry().isDirectory();
        }
    }

    LayerTree(LayerListing listing) {
        for (String path : listing.whiteouts()) {
            whiteout(path);
        }
        for (String path : listing.opaques()) {
            Item directory = directory(path);
            directory.opaque = true;
            directory.children.clear();
        }
        for (int i = 0; i < listing.entries().size(); i++) {
            put(listing.entries().get(i), i);
        }
    }

    /** Makes no directory on the way, for there need be none below. */
    private void whiteout(String path) {
        Item item = root;
        for (String part : path.split("/")) {
            Item child = item.children.get(part);
            if (child == null) {
                child = new Item(false);
                item.children.put(part, child);
            }
            item = child;
        }
        item.hides = true;
    }

    private void put(IndexEntry indexed, int position) {
        TarEntry entry = indexed.entry();
        if (entry.name().isEmpty()) {
            if (entry.isDirectory()) {
                root.describe(indexed, position);
            }
            return;
        }
        Item made = new Item(false);
        made.describe(indexed, position);
        if (entry.type() == Type.HARD_LINK) {
            link(made, entry);
        }
        Item parent = parent(LayerNames.parent(entry.name()));
        String name = LayerNames.baseName(entry.name());
        Item before = parent.children.get(name);
        if (before == null) {
            parent.children.put(name, made);
        } else if (entry.isDirectory() && !before.isFile()) {
            before.describe(indexed, position);
        } else {
            lastDirectory = null; // it may have been below
            made.hides = true;
            parent.children.put(name, made);
        }
    }

    /** The directory at a path. Neighbours in a layer are mostly neighbours in the tree, so the last one is remembered. */
    private Item parent(String path) {
        Item known = lastDirectory;
        if (known == null || !path.equals(lastPath)) {
            known = directory(path);
            lastDirectory = known;
            lastPath = path;
        }
        return known;
    }

    /** The directory at a path, made with its parents if it is missing or something else is in its place. */
    private Item directory(String path) {
        Item item = root;
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            Item child = item.children.get(name);
            if (child == null || child.isFile()) {
                Item made = new Item(true);
                made.hides = child != null;
                item.children.put(name, made);
                child = made;
            }
            child.implicit = true;
            item = child;
            start = end + 1;
        }
        return item;
    }

    /** Makes an item what its target is now. */
    private void link(Item made, TarEntry link) {
        Item target = root;
        boolean below = true;
        for (String part : link.linkName().split("/")) {
            below &= target == null || !target.opaque && !target.isFile();
            target = target == null ? null : target.children.get(part);
            below &= target == null || !target.hides;
        }
        if (target != null && target.isFile()) {
            IndexEntry indexed = target.indexed;
            if (indexed != null) {
                made.describe(
                        new IndexEntry(indexed.entry().withName(link.name()), indexed.content()), target.position);
            }
            return;
        }
        Found found = target != null && target.isDirectory() ? Found.DIRECTORY : below ? Found.BELOW : Found.NOTHING;
        links.add(new LowerLink(link.name(), link.linkName(), found));
    }

    /** A directory whose rows are being written. */
    private record Open(Iterator<String> names, Map<String, Item> items, int begin) {}

    byte[] encode() {
        var out = new IndexSink();
        out.bytes(LayerIndex.MAGIC);
        Deque<Open> open = new ArrayDeque<>();
        begin(out, "", root, open);
        while (!open.isEmpty()) {
            Open directory = open.element();
            if (directory.names.hasNext()) {
                String name = directory.names.next();
                Item item = directory.items.get(name);
                if (item != null) {
                    begin(out, name, item, open);
                }
            } else {
                out.endLength(directory.begin);
                open.remove();
            }
        }
        out.number(links.size());
        for (LowerLink link : links) {
            out.text(ByteNames.encode(link.name()));
            out.text(ByteNames.encode(link.target()));
            out.octet(link.found().ordinal());
        }
        return out.withChecksum();
    }

    private static void begin(IndexSink out, String name, Item item, Deque<Open> open) {
        if (item.indexed != null) {
            IndexRow.write(out, name, item.indexed, item.position, item.hides);
        } else {
            out.text(ByteNames.encode(name));
            out.octet((item.implicit ? IndexRow.IMPLICIT : IndexRow.NO_FILE) | (item.hides ? IndexRow.HIDES : 0));
        }
        if (!item.isFile()) {
            out.octet(item.opaque ? 1 : 0);
            open.push(new Open(FileTree.sorted(item.children.keySet()).iterator(), item.children, out.beginLength()));
        }
    }
}
