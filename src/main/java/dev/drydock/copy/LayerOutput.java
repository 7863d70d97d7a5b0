package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.io.ByteNames;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes what was staged as a layer: first, by name, everything without content, then the content in the order its sources
 * have it (a layer or an archive is read from its beginning to its end, once), then hard links.
 *
 * <p>The directories above what is added are always in the layer, as they are in the base: Docker's overlay2 driver
 * unpacks each layer by itself and makes missing ones owned by root and closed to others, and what it made then hides the
 * base's.
 */
final class LayerOutput implements StagedFiles.Visitor {

    /** A file whose content is to be written. */
    record Pending(String path, Inode inode) {}

    private final Staging staging;
    private final LayerWriter writer;
    private final int atOnce;
    private final Set<SourceTree> grafted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Inode, String> firstNames = new IdentityHashMap<>();
    private final Map<SourceTree, TreeContent> fromTrees = new LinkedHashMap<>();
    private final Map<Archive, Map<Integer, Pending>> fromArchives = new LinkedHashMap<>();
    private final List<TarEntry> hardLinks = new ArrayList<>();

    private LayerOutput(Staging staging, LayerWriter writer, int atOnce) {
        this.atOnce = atOnce;
        this.staging = staging;
        this.writer = writer;
        for (Graft graft : staging.grafts()) {
            grafted.add(graft.tree());
        }
    }

    /**
     * @param directory where the layer's file is made
     * @param atOnce so many files of a graft are described in memory at once
     */
    static WrittenLayer write(Staging staging, Path directory, Compression compression, int atOnce) throws IOException {
        try (var writer = new LayerWriter(directory, compression)) {
            var output = new LayerOutput(staging, writer, atOnce);
            output.withoutContent();
            output.treeContent();
            output.archiveContent();
            for (TarEntry link : output.hardLinks) {
                writer.add(link);
            }
            return writer.finish();
        }
    }

    private void withoutContent() throws IOException {
        NavigableMap<String, TarEntry> parents = new TreeMap<>(ByteNames.BYTE_ORDER);
        for (String path : staging.added().keySet()) {
            addParents(RootedPaths.parent(path), parents);
        }
        for (Graft graft : staging.grafts()) {
            for (String path : graft.over()) {
                addParents(path, parents);
            }
        }
        StagedFiles.visit(staging, parents, this);
    }

    /** Those of the base from a directory upwards that the layer has to have. */
    private void addParents(String directory, Map<String, TarEntry> parents) {
        for (String p = directory; !p.isEmpty(); p = RootedPaths.parent(p)) {
            if (parents.containsKey(p) || staging.isPut(p)) {
                break;
            }
            parents.put(p, staging.baseDirectory(p));
        }
    }

    @Override
    public void parent(TarEntry entry) throws IOException {
        writer.add(entry);
    }

    @Override
    public void grafted(String path, Graft graft, SourceNode node) throws IOException {
        String first = graft.firstName(node, path);
        if (first != null) {
            hardLinks.add(graft.inode(node).entry(path).asHardLinkTo(first));
        } else if (node.hasContent()) {
            content(graft.tree()); // its turn is as early as that of its first file
        } else {
            writer.add(graft.inode(node).entry(path));
        }
    }

    private TreeContent content(SourceTree source) {
        TreeContent tree = fromTrees.get(source);
        if (tree == null) {
            tree = new TreeContent(source, writer);
            fromTrees.put(source, tree);
        }
        return tree;
    }

    @Override
    public void put(String path, Inode inode) throws IOException {
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
        TreeContent tree = content(content.tree());
        if (!grafted.contains(content.tree())) {
            tree.add(content.node(), file);
        }
    }

    void add(Inode.Content.OfArchive content, Pending file) {
        Map<Integer, Pending> files = fromArchives.get(content.archive());
        if (files == null) {
            files = new HashMap<>();
            fromArchives.put(content.archive(), files);
        }
        files.put(content.position(), file);
    }

    private void treeContent() throws IOException {
        for (var source : fromTrees.entrySet()) {
            SourceTree tree = source.getKey();
            if (grafted.contains(tree)) {
                var all = new GraftedContent(tree, staging, firstNames, writer, atOnce);
                StagedFiles.visit(staging, new TreeMap<>(), all);
                all.write();
            } else {
                source.getValue().write();
            }
        }
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
