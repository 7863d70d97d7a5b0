package dev.drydock.copy;

import dev.drydock.context.HostFiles;
import dev.drydock.context.RootedPaths;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A tree made of {@link Mapping}s. Reads directories and archives' tables when it is made, content when that is asked for. */
public final class MappedTree implements SourceTree {

    static final int DIRECTORY_MODE = 0755;

    private final HostFiles files;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, NavigableSet<String>> children = new HashMap<>();
    private final TakenDirectories taken = new TakenDirectories();
    private final Set<Integer> modesOfLinked = new HashSet<>();
    private final Map<String, Digest> large = new ConcurrentHashMap<>();
    private int puts;

    /** @param placed null unless its metadata was decided for it alone */
    private record Held(SourceNode node, @Nullable MappedContent content, Mapping.@Nullable Placed placed) {}

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

    /** So many times something was put here, in a place that was free or not. */
    int puts() {
        return puts;
    }

    /** One of the files that a mapping takes; those of one directory come one after another. */
    void take(String path, TakenFiles from, int row) throws IOException {
        HostFiles.Found found = from.found(row);
        noteMode(found, from.mode());
        from.take(row, found);
        puts++;
        held.remove(path);
        String parent = RootedPaths.parent(path);
        taken.add(parent, from);
        makeParent(parent, found.entry().modified());
    }

    private void noteMode(HostFiles.Found found, @Nullable Integer mode) {
        if (!found.identity().isEmpty()) {
            modesOfLinked.add(mode == null ? -1 : mode);
        }
    }

    private void makeParent(String parent, Instant modified) {
        Held above = held.get(parent);
        if (above == null || !above.node().entry().isDirectory()) {
            directory(parent, DIRECTORY_MODE, modified);
        }
    }

    void put(String path, HostFiles.Found found, @Nullable Integer mode) throws IOException {
        noteMode(found, mode);
        TarEntry entry = found.entry().withName(path);
        if (entry.isFile()) {
            int given = mode != null ? mode : files.isExecutable(found) ? 0755 : 0644;
            put(new SourceNode(entry.withMode(given), found.identity()), new MappedContent.OfHost(files, found));
        } else {
            put(new SourceNode(entry, found.identity()), null);
        }
    }

    void place(Mapping.Placed placed, HostFiles.Found found) {
        TarEntry entry =
                found.entry().withName(placed.path()).withMode(placed.mode()).withOwner(placed.uid(), placed.gid());
        // No name of another file: what that one has may differ.
        put(new SourceNode(entry, ""), entry.isFile() ? new MappedContent.OfHost(files, found) : null, placed);
    }

    void directory(String path, int mode, Instant modified) {
        put(new SourceNode(TarEntry.directory(path, mode, 0, 0, modified), ""), null);
    }

    void put(SourceNode node, @Nullable MappedContent content) {
        put(node, content, null);
    }

    private void put(SourceNode node, @Nullable MappedContent content, Mapping.@Nullable Placed placed) {
        String path = node.path();
        puts++;
        held.put(path, new Held(node, content, placed));
        if (path.isEmpty()) {
            return;
        }
        String parent = RootedPaths.parent(path);
        makeParent(parent, node.entry().modified());
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
        if (found != null) {
            return found.node();
        }
        TakenDirectories.Place place = taken.find(path);
        return place == null ? null : place.node(path);
    }

    @Override
    public List<String> children(String directory) {
        SourceNode node = get(directory);
        return node == null || !node.entry().isDirectory()
                ? List.of()
                : taken.names(directory, children.getOrDefault(directory, Collections.emptyNavigableSet()));
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
            MappedContent content = content(node);
            Digest digest = content == null ? nothing : content.digest();
            if (content instanceof MappedContent.OfHost && node.entry().size() >= ContextTree.LARGE) {
                large.put(node.path(), digest);
            }
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
        return content(file) instanceof MappedContent.OfHost host ? host.found().host() : null;
    }

    @Override
    public void read(List<SourceNode> wanted, ContentVisitor visitor) throws IOException {
        for (int i = 0; i < wanted.size(); i++) {
            MappedContent content = existing(wanted.get(i));
            try (InputStream in = content.open()) {
                visitor.visit(i, in);
            }
            if (content instanceof MappedContent.OfHost file) {
                files.checkUnchanged(file.found()); // or the layer is not what its digest was taken of
            }
        }
    }

    @Override
    public @Nullable Digest contentDigest(SourceNode file) {
        return large.get(file.path());
    }

    @Override
    public boolean readsOneByOne() {
        return true;
    }

    @Override
    public InputStream open(SourceNode file) throws IOException {
        return existing(file).open();
    }

    private MappedContent existing(SourceNode file) throws NoSuchFileException {
        MappedContent content = content(file);
        if (content == null) {
            throw new NoSuchFileException(file.path());
        }
        return content;
    }

    private @Nullable MappedContent content(SourceNode node) {
        Held found = held.get(node.path());
        if (found != null || !node.entry().isFile()) {
            return found == null ? null : found.content();
        }
        TakenDirectories.Place place = taken.find(node.path());
        return place == null ? null : place.content();
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
}
