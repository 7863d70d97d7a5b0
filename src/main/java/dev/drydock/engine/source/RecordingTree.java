package dev.drydock.engine.source;

import dev.drydock.context.BuildContext;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.MissingPath;
import dev.drydock.copy.SourceNode;
import dev.drydock.copy.SourceTree;
import dev.drydock.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A context that remembers which of its files were looked at. */
record RecordingTree(ContextTree tree, BuildContext context) implements SourceTree {

    @Override
    public @Nullable SourceNode get(String path) {
        SourceNode node = tree.get(path);
        // Directories count by what is in them, and whoever looks into one lists it.
        if (node != null && !node.entry().isDirectory()) {
            context.note(path);
        }
        return node;
    }

    @Override
    public MissingPath absence(String path) {
        return tree.absence(path);
    }

    @Override
    public List<String> children(String directory) {
        return tree.children(directory);
    }

    @Override
    public Map<String, byte[]> xattrs(SourceNode node) throws IOException {
        return tree.xattrs(node);
    }

    @Override
    public Map<String, Digest> digests(Collection<SourceNode> nodes) throws IOException, InterruptedException {
        return tree.digests(nodes);
    }

    @Override
    public @Nullable Digest contentDigest(SourceNode file) throws IOException {
        return tree.contentDigest(file);
    }

    @Override
    public void read(List<SourceNode> files, ContentVisitor visitor) throws IOException {
        tree.read(files, visitor);
    }

    @Override
    public boolean readsOneByOne() {
        return tree.readsOneByOne();
    }

    @Override
    public InputStream open(SourceNode file) throws IOException {
        return tree.open(file);
    }

    @Override
    public boolean keepsTimes() {
        return tree.keepsTimes();
    }
}
