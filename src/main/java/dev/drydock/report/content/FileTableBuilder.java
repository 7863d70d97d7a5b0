package dev.drydock.report.content;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.IndexEntry;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerNames;
import dev.drydock.layer.LayerVisitor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays layers over one another and keeps what disappears. */
final class FileTableBuilder {

    private final Columns columns = new Columns();
    private final Item root = new Item(columns.add(0, "", FileKind.DIRECTORY, 0));
    private int layers;

    /** A file that is, or was, at a path. */
    private static final class Item {
        /** The last row about it; visible or not. */
        private int row;

        /** Null until something is in it. */
        private @Nullable Map<String, Item> children;

        Item(int row) {
            this.row = row;
        }
    }

    void add(LayerIndex layer) {
        Map<String, Integer> links = new HashMap<>();
        layer.visit(new LinksBelow(links));
        layer.visit(new Overlay(layers, links));
        layers++;
    }

    FileTable build() {
        return new FileTable(columns, layers);
    }

    /** Finds the targets of hard links to layers below as long as these are as that layer found them. */
    private final class LinksBelow implements LayerVisitor {

        private final Map<String, Integer> rows;

        LinksBelow(Map<String, Integer> rows) {
            this.rows = rows;
        }

        @Override
        public void whiteout(String path) {}

        @Override
        public void opaque(String directory) {}

        @Override
        public void entry(IndexEntry indexed, int position) {
            if (indexed.entry().type() == TarEntry.Type.HARD_LINK) {
                Item target = find(indexed.entry().linkName());
                if (target != null && columns.fate[target.row] == Fate.VISIBLE) {
                    rows.put(indexed.entry().name(), columns.original[target.row]);
                }
            }
        }
    }

    private @Nullable Item find(String path) {
        Item item = root;
        for (String part : path.split("/")) {
            item = item == null || item.children == null ? null : item.children.get(part);
        }
        return item;
    }

    private final class Overlay implements LayerVisitor {

        private final int layer;
        private final Map<String, Integer> linksBelow;

        /** The row of the first name of each file of this layer, by position. */
        private final Map<Integer, Integer> firstNames = new HashMap<>();

        private String lastPath = "";
        private Item lastDirectory = root;

        Overlay(int layer, Map<String, Integer> linksBelow) {
            this.layer = layer;
            this.linksBelow = linksBelow;
        }

        @Override
        public void whiteout(String path) {
            Item item = find(path);
            if (item != null) {
                hide(item);
            }
        }

        @Override
        public void opaque(String directory) {
            Item item = directory.isEmpty() ? root : find(directory);
            if (item != null && item.children != null) {
                item.children.values().forEach(this::hide);
            }
            directory(directory);
        }

        @Override
        public void entry(IndexEntry indexed, int position) {
            TarEntry entry = indexed.entry();
            if (entry.isDirectory()) {
                directory(entry.name());
                return;
            }
            Item directory = directory(LayerNames.parent(entry.name()));
            String name = LayerNames.baseName(entry.name());
            Map<String, Item> children = childrenOf(directory);
            Item before = children.get(name);
            int row = columns.add(directory.row, name, FileKind.of(entry), layer);
            fill(row, indexed, position);
            if (before == null) {
                children.put(name, new Item(row));
            } else {
                replace(before, row);
            }
        }

        private void fill(int row, IndexEntry indexed, int position) {
            TarEntry entry = indexed.entry();
            Integer first = entry.type() == TarEntry.Type.HARD_LINK
                    ? linksBelow.get(entry.name())
                    : entry.isFile() ? firstNames.putIfAbsent(position, row) : null;
            columns.content[row] = indexed.content();
            columns.position[row] = position;
            if (first != null) {
                columns.kind[row] = FileKind.HARD_LINK;
                columns.original[row] = first;
            } else if (entry.isFile()) {
                columns.size[row] = entry.size();
            }
        }

        private void replace(Item item, int row) {
            int old = item.row;
            if (columns.fate[old] == Fate.VISIBLE) {
                hide(item);
            }
            if (columns.goneIn[old] == layer && columns.kind[old] != FileKind.DIRECTORY) {
                Digest content = columns.content[old];
                boolean same = content != null && Objects.equals(content, columns.content[row]);
                columns.fate[old] = same ? Fate.REPEATED : Fate.REPLACED;
            }
            columns.before[row] = old;
            item.row = row;
            item.children = null;
        }

        /** The directory at a path, made or brought back with its parents if it is not there. */
        private Item directory(String path) {
            if (path.isEmpty()) {
                return root;
            }
            if (path.equals(lastPath)) {
                return lastDirectory;
            }
            Item item = root;
            for (String part : path.split("/")) {
                item = child(item, part);
            }
            lastPath = path;
            lastDirectory = item;
            return item;
        }

        private Item child(Item directory, String name) {
            Map<String, Item> children = childrenOf(directory);
            Item item = children.get(name);
            if (item == null) {
                item = new Item(columns.add(directory.row, name, FileKind.DIRECTORY, layer));
                children.put(name, item);
            } else if (columns.kind[item.row] != FileKind.DIRECTORY) {
                replace(item, columns.add(directory.row, name, FileKind.DIRECTORY, layer));
            } else {
                columns.fate[item.row] = Fate.VISIBLE;
                columns.goneIn[item.row] = -1;
            }
            return item;
        }

        private Map<String, Item> childrenOf(Item directory) {
            Map<String, Item> children = directory.children;
            if (children == null) {
                children = new HashMap<>();
                directory.children = children;
            }
            return children;
        }

        /** Everything there, and below it, is deleted by this layer, unless this layer itself has it. */
        private void hide(Item top) {
            lastPath = "";
            lastDirectory = root;
            Deque<Item> left = new ArrayDeque<>();
            left.push(top);
            while (!left.isEmpty()) {
                Item item = left.pop();
                boolean own = columns.layer[item.row] == layer && columns.kind[item.row] != FileKind.DIRECTORY;
                if (columns.fate[item.row] == Fate.VISIBLE && !own) {
                    columns.fate[item.row] = Fate.DELETED;
                    columns.goneIn[item.row] = layer;
                }
                if (item.children != null) {
                    item.children.values().forEach(left::push);
                }
            }
        }
    }
}
