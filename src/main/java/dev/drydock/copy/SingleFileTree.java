package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.InlineFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree of one file: a here-document or a download. */
final class SingleFileTree implements SourceTree {

    /** Where the bytes come from, as often as asked. */
    private interface Content {
        InputStream open() throws IOException;
    }

    /** Mode of a download, unless the step says otherwise. */
    private static final int DOWNLOAD_MODE = 0600;

    private final SourceNode root = new SourceNode(TarEntry.directory("", 0755, 0, 0, Instant.EPOCH), "");
    private final SourceNode file;
    private final Digest digest;
    private final Content content;

    private SingleFileTree(TarEntry file, Digest digest, Content content) {
        this.file = new SourceNode(file, "");
        this.digest = digest;
        this.content = content;
    }

    /** A here-document has no time of its own. */
    static SingleFileTree of(InlineFile file) {
        byte[] bytes = file.content();
        return new SingleFileTree(
                TarEntry.file(file.name(), file.mode(), 0, 0, bytes.length, Instant.EPOCH),
                Digest.of(bytes),
                () -> new ByteArrayInputStream(bytes));
    }

    static SingleFileTree of(CopyInputs.Download download) throws IOException {
        Instant modified = download.modified() == null ? Instant.EPOCH : download.modified();
        return new SingleFileTree(
                TarEntry.file(download.name(), DOWNLOAD_MODE, 0, 0, Files.size(download.file()), modified),
                download.digest(),
                () -> Files.newInputStream(download.file()));
    }

    /** The path of the file. */
    String name() {
        return file.path();
    }

    @Override
    public @Nullable SourceNode get(String path) {
        return path.isEmpty() ? root : path.equals(file.path()) ? file : null;
    }

    @Override
    public List<String> children(String directory) {
        return directory.isEmpty() ? List.of(file.path()) : List.of();
    }

    @Override
    public Map<String, byte[]> xattrs(SourceNode node) {
        return Map.of();
    }

    @Override
    public Map<String, Digest> digests(Collection<SourceNode> nodes) {
        Map<String, Digest> digests = new HashMap<>();
        nodes.forEach(node -> digests.put(node.path(), node.entry().isFile() ? digest : Digest.of(new byte[0])));
        return digests;
    }

    @Override
    public void read(List<SourceNode> files, ContentVisitor visitor) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            try (InputStream in = open(files.get(i))) {
                visitor.visit(i, in);
            }
        }
    }

    @Override
    public InputStream open(SourceNode wanted) throws IOException {
        return content.open();
    }

    @Override
    public boolean keepsTimes() {
        return false;
    }
}
