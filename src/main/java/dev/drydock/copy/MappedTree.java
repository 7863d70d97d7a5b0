package dev.drydock.copy;

import dev.drydock.context.HostArchive;
import dev.drydock.context.HostFiles;
import dev.drydock.context.RootedPaths;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tree made of {@link Mapping}s. Reads directories and archives' tables when it is made, content when that is asked for. */
public final class MappedTree implements SourceTree {

    static final int DIRECTORY_MODE = 0755;

    private final HostFiles files;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, NavigableSet<String>> children = new HashMap<>();

    private final Set<Integer> modesOfLinked = new HashSet<>();

    /** @param placed null unless its metadata was decided for it alone */
    private record Held(SourceNode node, @Nullable Content content, Mapping.@Nullable Placed placed) {}

    /** Where the bytes of a file are. */
    interface Content {
        Digest digest() throws IOException;

        InputStream open() throws IOException;
    }

    private MappedTree(HostFiles files) {
        this.files = files;
    }

    /**
     * @throws dev.drydock.failure.BuildFailure if a file is missing, or a required directory has nothing that is wanted
     * @throws IOException if something cannot be read
     */
    public static MappedTree of(List<Mapping> mappings, HostFiles files) throws IOException {
        var tree = new MappedTree(files);
        tree.directory("", DIRECTORY_MODE, Instant.EPOCH);
        var mapped = new MappedFiles(tree, files);
        for (Mapping mapping : mappings) {
            mapping.accept(mapped);
        }
        return tree;
    }

    int size() {
        return held.size();
    }

    void put(String path, HostFiles.Found found, @Nullable Integer mode) throws IOException {
        if (!found.identity().isEmpty()) {
            modesOfLinked.add(mode == null ? -1 : mode);
        }
        TarEntry entry = found.entry().withName(path);
        if (entry.isFile()) {
            int given = mode != null ? mode : files.isExecutable(found) ? 0755 : 0644;
            put(new SourceNode(entry.withMode(given), found.identity()), new OfHost(found));
        } else {
            put(new SourceNode(entry, found.identity()), null);
        }
    }

    void place(Mapping.Placed placed, HostFiles.Found found) {
        TarEntry entry =
                found.entry().withName(placed.path()).withMode(placed.mode()).withOwner(placed.uid(), placed.gid());
        // No name of another file: what that one has may differ.
        put(new SourceNode(entry, ""), entry.isFile() ? new OfHost(found) : null, placed);
    }

    void directory(String path, int mode, Instant modified) {
        put(new SourceNode(TarEntry.directory(path, mode, 0, 0, modified), ""), null);
    }

    void put(SourceNode node, @Nullable Content content) {
        put(node, content, null);
    }

    private void put(SourceNode node, @Nullable Content content, Mapping.@Nullable Placed placed) {
        String path = node.path();
        held.put(path, new Held(node, content, placed));
        if (path.isEmpty()) {
            return;
        }
        String parent = RootedPaths.parent(path);
        Held above = held.get(parent);
        if (above == null || !above.node().entry().isDirectory()) {
            directory(parent, DIRECTORY_MODE, node.entry().modified());
        }
        NavigableSet<String> names = children.get(parent);
        if (names == null) {
            names = new TreeSet<>(ByteNames.BYTE_ORDER);
            children.put(parent, names);
        }
        names.add(RootedPaths.name(path));
    }

    @Override
    public @Nullable SourceNode get(String path) {
        Held found = held.get(path);
        return found == null ? null : found.node();
    }

    @Override
    public List<String> children(String directory) {
        NavigableSet<String> names = children.get(directory);
        SourceNode node = get(directory);
        return names == null || node == null || !node.entry().isDirectory() ? List.of() : List.copyOf(names);
    }

    @Override
    public Map<String, byte[]> xattrs(SourceNode node) {
        return Map.of();
    }

    @Override
    public Map<String, Digest> digests(Collection<SourceNode> nodes) throws IOException {
        Digest nothing = Digest.of(new byte[0]);
        Map<String, Digest> digests = new HashMap<>();
        for (SourceNode node : nodes) {
            Content content = content(node);
            Digest digest = content == null ? nothing : content.digest();
            Mapping.Placed placed = placed(node);
            if (placed != null && (placed.modified() != null || content == null)) {
                digest = with(digest, placed.modified());
            }
            digests.put(node.path(), digest);
        }
        return digests;
    }

    private static Digest with(Digest content, @Nullable Instant decided) {
        return Digest.of((content + " as decided " + decided).getBytes(StandardCharsets.UTF_8));
    }

    /** The file of this machine that the content comes from; null if it comes from elsewhere, or there is none. */
    public @Nullable Path host(SourceNode file) {
        return content(file) instanceof OfHost host ? host.found.host() : null;
    }

    @Override
    public void read(List<SourceNode> wanted, ContentVisitor visitor) throws IOException {
        for (int i = 0; i < wanted.size(); i++) {
            try (InputStream in = open(wanted.get(i))) {
                visitor.visit(i, in);
            }
            if (content(wanted.get(i)) instanceof OfHost file) {
                files.checkUnchanged(file.found); // or the layer is not what its digest was taken of
            }
        }
    }

    @Override
    public @Nullable Digest contentDigest(SourceNode file) {
        return content(file) instanceof OfHost host ? host.digest : null;
    }

    @Override
    public boolean readsOneByOne() {
        return true;
    }

    @Override
    public InputStream open(SourceNode file) throws IOException {
        Content content = content(file);
        if (content == null) {
            throw new NoSuchFileException(file.path());
        }
        return content.open();
    }

    private @Nullable Content content(SourceNode node) {
        Held found = held.get(node.path());
        return found == null ? null : found.content();
    }

    @Override
    public boolean keepsTimes() {
        return false;
    }

    /** One file may be taken twice, and each time get another mode. */
    @Override
    public boolean namesAgree() {
        return modesOfLinked.size() <= 1;
    }

    /** Directories are here for what is in them: a base image's {@code /tmp} stays as it is when a file goes into it. */
    @Override
    public boolean changesDirectories() {
        return false;
    }

    @Override
    public boolean changesDirectory(SourceNode directory) {
        return placed(directory) != null;
    }

    @Override
    public @Nullable Instant decidedTime(SourceNode node) {
        Mapping.Placed placed = placed(node);
        return placed == null ? null : placed.modified();
    }

    private Mapping.@Nullable Placed placed(SourceNode node) {
        Held found = held.get(node.path());
        return found == null ? null : found.placed();
    }

    private final class OfHost implements Content {
        private final HostFiles.Found found;
        private @Nullable Digest digest;

        OfHost(HostFiles.Found found) {
            this.found = found;
        }

        @Override
        public Digest digest() {
            Digest known = digest;
            if (known == null) {
                known = files.digest(found);
                digest = known;
            }
            return known;
        }

        @Override
        public InputStream open() throws IOException {
            return files.open(found);
        }
    }

    record OfBytes(byte[] content) implements Content {
        @Override
        public Digest digest() {
            return Digest.of(content);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    record OfArchive(HostArchive archive, HostArchive.Entry entry) implements Content {
        @Override
        public Digest digest() throws IOException {
            return archive.digest(entry);
        }

        @Override
        public InputStream open() throws IOException {
            return archive.open(entry);
        }
    }
}
