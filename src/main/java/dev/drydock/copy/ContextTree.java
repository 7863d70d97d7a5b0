package dev.drydock.copy;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContextFile;
import dev.drydock.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A build context as a source tree. */
public final class ContextTree implements SourceTree {

    /** In bytes. */
    private static final long LARGE = 1 << 20;

    private final BuildContext context;
    private final ContentDigests digests;
    private final Map<String, Digest> large = new ConcurrentHashMap<>();

    public ContextTree(BuildContext context, ContentDigests digests) {
        this.context = context;
        this.digests = digests;
    }

    @Override
    public @Nullable SourceNode get(String path) {
        ContextFile file = context.get(path);
        return file == null ? null : new SourceNode(file.entry(), file.identity());
    }

    @Override
    public MissingPath absence(String path) {
        String where = "is not in the build context " + context.root();
        if (context.excludes(path)) {
            return new MissingPath(
                    where + ": " + context.ignoreFile() + " excludes it",
                    "Change the pattern there, or add a line !" + path + " behind it.");
        }
        if (context.hides(path)) {
            return new MissingPath(
                    where + ": the build keeps its own files there", "Copy it to another directory before the build.");
        }
        return new MissingPath(
                where,
                "Sources are paths below that directory, which drydock.context sets; links are followed inside it"
                        + " only. Check the spelling. What the Maven build makes, such as target/*.jar, must have been"
                        + " made before.");
    }

    @Override
    public List<String> children(String directory) {
        return context.children(directory);
    }

    @Override
    public Map<String, byte[]> xattrs(SourceNode node) throws IOException {
        return context.xattrs(node.path());
    }

    @Override
    public Map<String, Digest> digests(Collection<SourceNode> nodes) throws InterruptedException {
        Map<String, Digest> found =
                digests.of(context, nodes.stream().map(SourceNode::path).toList());
        for (SourceNode node : nodes) {
            Digest digest = found.get(node.path());
            if (digest != null && node.entry().isFile() && node.entry().size() >= LARGE) {
                large.put(node.path(), digest);
            }
        }
        return found;
    }

    /** Remembers large files only: for others, to ask for their extended attributes takes longer than to hash them again. */
    @Override
    public @Nullable Digest contentDigest(SourceNode file) throws IOException {
        Digest digest = large.get(file.path());
        return digest != null && xattrs(file).isEmpty() ? digest : null;
    }

    @Override
    public void read(List<SourceNode> files, ContentVisitor visitor) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            try (InputStream content = open(files.get(i))) {
                visitor.visit(i, content);
            }
            context.checkUnchanged(files.get(i).path()); // or the layer is not what its digest was taken of
        }
    }

    @Override
    public InputStream open(SourceNode file) throws IOException {
        return context.open(file.path());
    }

    @Override
    public boolean keepsTimes() {
        return false;
    }
}
