package dev.drydock.copy;

import dev.drydock.copy.LayerOutput.Pending;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the content that a layer takes from a tree with a {@link Graft}, going over all that was staged once more. Files of a tree
 * that can be read one by one are described in portions, in the order of their paths. Those of layers have to be read all at once, in
 * the order of the layers: only their paths are kept, and each is described when it is its turn.
 */
final class GraftedContent implements StagedFiles.Visitor, SourceTree.ContentVisitor {

    private final SourceTree tree;
    private final Staging staging;
    private final Map<Inode, String> firstNames;
    private final LayerWriter writer;
    private final int atOnce;
    private final TreeContent portion;
    private final List<String> paths = new ArrayList<>();

    /** @param firstNames under which files that were put one by one are written */
    GraftedContent(SourceTree tree, Staging staging, Map<Inode, String> firstNames, LayerWriter writer, int atOnce) {
        this.tree = tree;
        this.staging = staging;
        this.firstNames = firstNames;
        this.writer = writer;
        this.atOnce = atOnce;
        this.portion = new TreeContent(tree, writer);
    }

    /** The nodes of the paths. */
    private final class Nodes extends AbstractList<SourceNode> {
        @Override
        public SourceNode get(int index) {
            return node(staged(paths.get(index)));
        }

        @Override
        public int size() {
            return paths.size();
        }
    }

    @Override
    public void put(String path, Inode inode) throws IOException {
        if (inode.content instanceof Inode.Content.OfTree content
                && content.tree() == tree
                && path.equals(firstNames.get(inode))) {
            add(content.node(), path, inode);
        }
    }

    @Override
    public void grafted(String path, Graft graft, SourceNode node) throws IOException {
        if (graft.tree() == tree && node.hasContent() && graft.firstName(node, path) == null) {
            if (tree.readsOneByOne()) {
                add(node, path, graft.inode(node));
            } else {
                paths.add(path);
            }
        }
    }

    private void add(SourceNode node, String path, Inode inode) throws IOException {
        if (!tree.readsOneByOne()) {
            paths.add(path);
            return;
        }
        portion.add(node, new Pending(path, inode));
        if (portion.size() >= atOnce) {
            portion.write();
        }
    }

    @Override
    public void parent(TarEntry entry) {}

    void write() throws IOException {
        portion.write();
        if (!paths.isEmpty()) {
            tree.read(new Nodes(), this);
        }
    }

    @Override
    public void visit(int number, InputStream content) throws IOException {
        String path = paths.get(number);
        Inode inode = staged(path);
        writer.add(inode.entry(path), content, tree.contentDigest(node(inode)));
    }

    private Inode staged(String path) {
        Inode inode = staging.get(path);
        if (inode == null) {
            throw new IllegalStateException("no longer staged: " + path);
        }
        return inode;
    }

    private static SourceNode node(Inode inode) {
        if (inode.content instanceof Inode.Content.OfTree content) {
            return content.node();
        }
        throw new IllegalStateException("not of a tree");
    }
}
