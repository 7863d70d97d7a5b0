package dev.drydock.copy;

import dev.drydock.layer.LayerWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes the content that a layer takes from one tree, in the order in which the tree gives it. */
final class TreeContent implements SourceTree.ContentVisitor {

    private final SourceTree tree;
    private final LayerWriter writer;
    private final List<SourceNode> nodes = new ArrayList<>();
    private final List<LayerOutput.Pending> files = new ArrayList<>();

    TreeContent(SourceTree tree, LayerWriter writer) {
        this.tree = tree;
        this.writer = writer;
    }

    void add(SourceNode node, LayerOutput.Pending file) {
        nodes.add(node);
        files.add(file);
    }

    int size() {
        return files.size();
    }

    /** Writes what was added and forgets it. */
    void write() throws IOException {
        tree.read(nodes, this);
        nodes.clear();
        files.clear();
    }

    @Override
    public void visit(int number, InputStream content) throws IOException {
        LayerOutput.Pending file = files.get(number);
        writer.add(file.inode().entry(file.path()), content, tree.contentDigest(nodes.get(number)));
    }
}
