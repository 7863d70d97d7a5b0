package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.io.ByteNames;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Writes what was staged as a layer: first, by name, everything without content, then the content in the order its sources
 * have it (a layer or an archive is read from its beginning to its end, once), then hard links.
 *
 * <p>The directories above what is added are always in the layer, as they are in the base: Docker's overlay2 driver
 * unpacks each layer by itself and makes missing ones owned by root and closed to others, and what it made then hides the
 * base's.
 */
final class LayerOutput {

    /** A file whose content is to be written. */
    record Pending(String path, Inode inode) {}

    /** All that is wanted of one tree. */
    private final class TreeContent implements SourceTree.ContentVisitor {
        private final SourceTree tree;
        private final List<SourceNode> nodes = new ArrayList<>();
        private final List<Pending> files = new ArrayList<>();

        TreeContent(SourceTree tree) {
            this.tree = tree;
        }

        void add(SourceNode node, Pending file) {
            nodes.add(node);
            files.add(file);
        }

        void write() throws IOException {
            tree.read(nodes, this);
        }

        @Override
        public void visit(int number, InputStream content) throws IOException {
            Pending file = files.get(number);
            writer.add(file.inode().entry(file.path()), content, tree.contentDigest(nodes.get(number)));
        }
    }

    private final Staging staging;
    private final LayerWriter writer;
    private final Map<Inode, String> firstNames = new IdentityHashMap<>();
    private final Map<SourceTree, TreeContent> fromTrees = new LinkedHashMap<>();
    private final Map<Archive, Map<Integer, Pending>> fromArchives = new LinkedHashMap<>();
    private final List<TarEntry> hardLinks = new ArrayList<>();

    private LayerOutput(Staging staging, LayerWriter writer) {
        this.staging = staging;
        this.writer = writer;
    }

    /** @param directory where the layer's file is made */
    static WrittenLayer write(Staging staging, Path directory, Compression compression) throws IOException {
        try (var writer = new LayerWriter(directory, compression)) {
            var output = new LayerOutput(staging, writer);
            output.withoutContent();
            for (TreeContent tree : output.fromTrees.values()) {
                tree.write();
            }
            output.archiveContent();
            for (TarEntry link : output.hardLinks) {
                writer.add(link);
            }
            return writer.finish();
        }
    }

    private void withoutContent() throws IOException {
        Map<String, TarEntry> parents = new HashMap<>();
        for (String path : staging.added().keySet()) {
            for (String p = RootedPaths.parent(path); !p.isEmpty(); p = RootedPaths.parent(p)) {
                if (staging.added().containsKey(p) || parents.containsKey(p)) {
                    break;
                }
                parents.put(p, staging.baseDirectory(p));
            }
        }
        NavigableSet<String> all = new TreeSet<>(ByteNames.BYTE_ORDER);
        all.addAll(parents.keySet());
        all.addAll(staging.added().keySet());
        for (String path : all) {
            Inode inode = staging.added().get(path);
            if (inode != null) {
                add(path, inode);
            } else {
                writer.add(Objects.requireNonNull(parents.get(path), path));
            }
        }
    }

    private void add(String path, Inode inode) throws IOException {
        TarEntry entry = inode.entry(path);
        String firstName = inode.type == TarEntry.Type.FILE ? firstNames.putIfAbsent(inode, path) : null;
        if (firstName != null) {
            hardLinks.add(entry.asHardLinkTo(firstName));
        } else if (inode.content != null) {
            inode.content.addTo(this, new Pending(path, inode));
        } else {
            writer.add(entry);
            if (inode.isDirectory() && staging.replacesDirectory(path)) {
                writer.opaque(path);
            }
        }
    }

    void add(Inode.Content.OfTree content, Pending file) {
        TreeContent tree = fromTrees.get(content.tree());
        if (tree == null) {
            tree = new TreeContent(content.tree());
            fromTrees.put(content.tree(), tree);
        }
        tree.add(content.node(), file);
    }

    void add(Inode.Content.OfArchive content, Pending file) {
        Map<Integer, Pending> files = fromArchives.get(content.archive());
        if (files == null) {
            files = new HashMap<>();
            fromArchives.put(content.archive(), files);
        }
        files.put(content.position(), file);
    }

    private void archiveContent() throws IOException {
        for (var source : fromArchives.entrySet()) {
            Map<Integer, Pending> files = source.getValue();
            int left = files.size();
            try (TarReader reader = source.getKey().open()) {
                for (int position = 0; left > 0 && reader.next() != null; position++) {
                    Pending file = files.get(position);
                    if (file != null) {
                        writer.add(file.inode().entry(file.path()), reader.content());
                        left--;
                    }
                }
            }
            if (left > 0) {
                throw new IOException("the archive /" + source.getKey().path() + " changed while it was read");
            }
        }
    }
}
