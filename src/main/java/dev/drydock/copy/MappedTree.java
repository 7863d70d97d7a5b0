package dev.drydock.copy;

import dev.drydock.context.HostArchive;
import dev.drydock.context.HostFiles;
import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.Mapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tree made of {@link Mapping}s. Reads directories and archives' tables when it is made, content when that is asked for. */
public final class MappedTree implements SourceTree {

    private static final int DIRECTORY_MODE = 0755;

    private final HostFiles files;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<String, NavigableSet<String>> children = new HashMap<>();

    private record Held(SourceNode node, @Nullable Content content) {}

    /** Where the bytes of a file are. */
    private interface Content {
        Digest digest() throws IOException;

        InputStream open() throws IOException;
    }

    private MappedTree(HostFiles files) {
        this.files = files;
    }

    /**
     * @throws BuildFailure if a file is missing, or a required directory has nothing that is wanted
     * @throws IOException if something cannot be read
     */
    public static MappedTree of(List<Mapping> mappings, HostFiles files) throws IOException {
        var tree = new MappedTree(files);
        tree.directory("", DIRECTORY_MODE, Instant.EPOCH);
        for (Mapping mapping : mappings) {
            tree.add(mapping);
        }
        return tree;
    }

    private void add(Mapping mapping) throws IOException {
        if (mapping instanceof Mapping.File file) {
            try {
                HostFiles.Found found = files.get(file.host().toRealPath());
                put(file.path(), found, file.mode());
            } catch (NoSuchFileException e) {
                throw BuildFailure.ofBuild(
                        "The file " + file.host() + " does not exist",
                        "Run 'mvn package', which makes what goes into the image.");
            }
        } else if (mapping instanceof Mapping.Bytes bytes) {
            byte[] content = bytes.content();
            TarEntry entry = TarEntry.file(bytes.path(), bytes.mode(), 0, 0, content.length, Instant.EPOCH);
            put(new SourceNode(entry, ""), new OfBytes(content));
        } else if (mapping instanceof Mapping.Directory directory) {
            directory(directory.path(), directory.mode(), Instant.EPOCH);
        } else if (mapping instanceof Mapping.Link link) {
            put(new SourceNode(TarEntry.symlink(link.path(), link.target(), 0, 0, Instant.EPOCH), ""), null);
        } else if (mapping instanceof Mapping.Tree tree) {
            add(tree);
        } else if (mapping instanceof Mapping.Archive archive) {
            add(archive);
        }
    }

    private void add(Mapping.Tree tree) throws IOException {
        int before = held.size();
        try {
            walk(tree, AntPatterns.of(tree.choice()), tree.host().toRealPath(), "");
        } catch (NoSuchFileException e) {
            if (tree.required() != null) {
                throw BuildFailure.ofBuild(
                        tree.required() + ": the directory " + tree.host() + " does not exist",
                        "A relative path starts at the directory of the POM.");
            }
        }
        if (tree.required() != null && held.size() == before) {
            throw BuildFailure.ofBuild(
                    tree.required() + " takes no file from " + tree.host(),
                    tree.choice().takesAll()
                            ? "The directory is empty."
                            : "Includes and excludes are paths below that directory, such as **/*.sh or conf/**.");
        }
    }

    private void walk(Mapping.Tree tree, AntPatterns patterns, Path directory, String relative) throws IOException {
        for (HostFiles.Child child : files.children(directory)) {
            String path = RootedPaths.join(relative, child.name());
            HostFiles.Found found;
            try {
                found = files.get(child.host());
            } catch (NoSuchFileException e) {
                continue; // removed since it was listed
            }
            String target = RootedPaths.join(tree.into(), path);
            if (found.entry().isDirectory()) {
                if (tree.choice().takesAll()) {
                    directory(target, DIRECTORY_MODE, found.entry().modified());
                }
                walk(tree, patterns, child.host(), path);
            } else if (patterns.take(path)) {
                put(target, found, tree.mode());
            }
        }
    }

    private void add(Mapping.Archive mapping) throws IOException {
        HostArchive archive = HostArchive.open(files, mapping.zip());
        AntPatterns patterns = AntPatterns.of(mapping.choice());
        for (HostArchive.Entry entry : archive.entries()) {
            if (entry.directory() || !entry.path().startsWith(mapping.prefix())) {
                continue;
            }
            String path =
                    RootedPaths.clean(entry.path().substring(mapping.prefix().length()));
            if (patterns.take(path)) {
                String target = RootedPaths.join(mapping.into(), path);
                TarEntry file = TarEntry.file(target, 0644, 0, 0, entry.size(), entry.modified());
                put(new SourceNode(file, ""), new OfArchive(archive, entry));
            }
        }
    }

    private void put(String path, HostFiles.Found found, @Nullable Integer mode) {
        TarEntry entry = found.entry().withName(path);
        if (entry.isFile()) {
            int usual = (entry.mode() & 0100) == 0 ? 0644 : 0755;
            put(new SourceNode(entry.withMode(mode == null ? usual : mode), found.identity()), new OfHost(found));
        } else {
            put(new SourceNode(entry, found.identity()), null);
        }
    }

    private void directory(String path, int mode, Instant modified) {
        put(new SourceNode(TarEntry.directory(path, mode, 0, 0, modified), ""), null);
    }

    private void put(SourceNode node, @Nullable Content content) {
        String path = node.path();
        held.put(path, new Held(node, content));
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
            digests.put(node.path(), content == null ? nothing : content.digest());
        }
        return digests;
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

    /** Directories are here for what is in them: a base image's {@code /tmp} stays as it is when a file goes into it. */
    @Override
    public boolean changesDirectories() {
        return false;
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

    private record OfBytes(byte[] content) implements Content {
        @Override
        public Digest digest() {
            return Digest.of(content);
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    private record OfArchive(HostArchive archive, HostArchive.Entry entry) implements Content {
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
