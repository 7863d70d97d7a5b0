package dev.drydock.copy;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContextFile;
import dev.drydock.context.RootedPaths;
import dev.drydock.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A build context as a source tree. */
public final class ContextTree implements SourceTree {

    /** In bytes. */
    static final long LARGE = 1 << 20;

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
        String line = context.excludedBy(path);
        if (!line.isEmpty()) {
            return new MissingPath(
                    where + ": " + line + " excludes it", "Change that line, or add a line !" + path + " after it.");
        }
        if (context.hides(path)) {
            return new MissingPath(
                    where + ": the build keeps its own files there", "Copy it to another directory before the build.");
        }
        String similar = similar(path);
        if (!similar.isEmpty()) {
            return new MissingPath(
                    where + ", but /" + similar + " is",
                    "Names in an image differ if their capitals do, or if an accent is a character of its own in one of them,"
                            + " also where this machine takes them for the same. Write the name as the file has it.");
        }
        return new MissingPath(
                where,
                "Sources are paths below that directory, which drydock.context sets; links are followed inside it"
                        + " only. Check the spelling. What the Maven build makes, such as target/*.jar, must have been"
                        + " made before.");
    }

    /** A path that is there and that some systems would take for this one; "" if there is none. */
    private String similar(String path) {
        String found = "";
        for (String name : path.split("/")) {
            String here = "";
            for (String child : context.children(found)) {
                if (child.equals(name) || here.isEmpty() && folded(child).equals(folded(name))) {
                    here = child;
                }
            }
            if (here.isEmpty()) {
                return "";
            }
            found = RootedPaths.join(found, here);
        }
        return found;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
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
    public boolean readsOneByOne() {
        return true;
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
