package dev.drydock.copy;

import dev.drydock.context.ContentDigests;
import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.Accounts;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerContent;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.WantedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The root of a stage or an image: stored layers seen as one tree. Content is read out of each layer in one pass however
 * many of its files are wanted.
 *
 * @param layers lowest first; each asked for only when its bytes are wanted, and may throw an {@link UncheckedIOException} then
 * @param files their view
 */
public record LayeredTree(List<LayerFile> layers, FileTree files) implements SourceTree {

    private static final int LARGEST_ACCOUNTS_FILE = 10 << 20;

    /** A root with nothing in it. */
    public static LayeredTree empty() {
        return new LayeredTree(List.of(), FileTree.empty());
    }

    /** Whether the stage has no root yet: it is {@code FROM scratch} and nothing was put into it. */
    public boolean isScratch() {
        return layers.isEmpty();
    }

    @Override
    public @Nullable SourceNode get(String path) {
        FileTree.Node node = files.get(path);
        return node == null
                ? null
                : new SourceNode(node.entry(), node.entry().isFile() ? node.layer() + ":" + node.position() : "");
    }

    @Override
    public List<String> children(String directory) {
        return files.children(directory);
    }

    @Override
    public Map<String, byte[]> xattrs(SourceNode node) {
        return node.entry().xattrs();
    }

    @Override
    public Map<String, Digest> digests(Collection<SourceNode> nodes) {
        Map<String, Digest> digests = new HashMap<>();
        for (SourceNode source : nodes) {
            FileTree.Node node = node(source);
            Digest content = node.content() == null ? Digest.of(new byte[0]) : node.content();
            digests.put(
                    source.path(),
                    ContentDigests.withXattrs(content, node.entry().xattrs()));
        }
        return digests;
    }

    @Override
    public void read(List<SourceNode> wanted, ContentVisitor visitor) throws IOException {
        Map<Integer, WantedFiles> byLayer = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            FileTree.Node node = node(wanted.get(i));
            WantedFiles here = byLayer.get(node.layer());
            if (here == null) {
                here = new WantedFiles();
                byLayer.put(node.layer(), here);
            }
            here.add(node.position(), i);
        }
        for (var layer : byLayer.entrySet()) {
            LayerContent.read(layer(layer.getKey()), layer.getValue(), visitor::visit);
        }
    }

    /** By way of a temporary file, for layers cannot be read in two places at once. */
    @Override
    public InputStream open(SourceNode file) throws IOException {
        Path copy = Files.createTempFile("drydock-", ".content");
        try {
            read(List.of(file), (number, content) -> {
                try (var out = Files.newOutputStream(copy)) {
                    content.transferTo(out);
                }
            });
            return Files.newInputStream(copy, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    @Override
    public boolean keepsTimes() {
        return true;
    }

    /**
     * The users and groups of this root.
     *
     * @throws dev.drydock.failure.BuildFailure if one of the files has more than 10 MiB or is none
     */
    public Accounts accounts() throws IOException {
        return Accounts.parse(account("etc/passwd"), account("etc/group"));
    }

    private byte[] account(String path) throws IOException {
        FileTree.Node node = files.get(resolve(path));
        try {
            return node == null ? new byte[0] : LayerContent.readSmall(layers, node, LARGEST_ACCOUNTS_FILE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private LayerFile layer(int number) throws IOException {
        try {
            return layers.get(number);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public @Nullable TarEntry at(String path) {
        FileTree.Node node = files.get(path);
        return node == null ? null : node.entry();
    }

    private FileTree.Node node(SourceNode source) {
        FileTree.Node node = files.get(source.path());
        if (node == null) {
            throw new IllegalArgumentException("not of this tree: " + source.path());
        }
        return node;
    }
}
