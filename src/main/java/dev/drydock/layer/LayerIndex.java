package dev.drydock.layer;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a layer, without the content, as the tree it is by itself: enough to answer every question about a file tree
 * that COPY, WORKDIR and USER ask. It is kept as it is stored, and a directory is decoded when somebody looks into it: most
 * steps look at three of the thousand directories of a base.
 *
 * <p>The form: {@code DDLI}, a version byte, the row of the root, the hard links to be held against the layers below, and a
 * CRC-32 of all that (little-endian). {@link IndexRow} has the rows, {@link LayerTree} says how they come about.
 */
public final class LayerIndex {

    static final byte[] MAGIC = {'D', 'D', 'L', 'I', 2};

    private static final int CHECKSUM = 4;

    private final byte[] bytes;
    private final IndexRow root;
    private final List<LowerLink> links;

    /**
     * A hard link to something that is not of this layer, or is nothing at all.
     *
     * @param target a clean path
     */
    record LowerLink(String name, String target, Found found) {}

    /** The target of a hard link, as far as the layer itself knows. */
    enum Found {
        BELOW,
        NOTHING,
        DIRECTORY
    }

    private LayerIndex(byte[] bytes, IndexRow root, List<LowerLink> links) {
        this.bytes = bytes;
        this.root = root;
        this.links = links;
    }

    /** The index of a layer that holds what is listed. */
    public static LayerIndex of(LayerListing listing) {
        return of(LayerEntries.of(listing));
    }

    static LayerIndex of(LayerEntries listed) {
        try {
            return parse(new LayerTree(listed).encode());
        } catch (IOException e) {
            throw new IllegalStateException("not as it was written", e);
        }
    }

    /**
     * Trusts what is behind a right checksum: {@link #check} looks at all of it.
     *
     * @throws IOException if the bytes are no index of this version, whole and undamaged
     */
    static LayerIndex parse(byte[] bytes) throws IOException {
        if (bytes.length < MAGIC.length + CHECKSUM
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || checksum(bytes) != storedChecksum(bytes)) {
            throw new IOException("damaged layer index, or one of another version");
        }
        try {
            var in = new IndexSource(bytes, MAGIC.length, bytes.length - CHECKSUM);
            IndexRow root = IndexRow.read(in, "");
            List<LowerLink> links = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                links.add(new LowerLink(in.text(), in.text(), Found.values()[in.octet()]));
            }
            if (in.hasMore()
                    || root.indexed() != null && !root.indexed().entry().isDirectory()) {
                throw new IOException("damaged layer index");
            }
            return new LayerIndex(bytes, root, links);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("damaged layer index", e);
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes, 0, bytes.length - CHECKSUM);
        return (int) crc.getValue();
    }

    private static int storedChecksum(byte[] bytes) {
        return new IndexSource(bytes, bytes.length - CHECKSUM, bytes.length).fixed32();
    }

    /**
     * Decodes every directory, for an index somebody else made.
     *
     * @throws IOException if one cannot be
     */
    LayerIndex check() throws IOException {
        Set<String> targets = new HashSet<>();
        for (LowerLink link : links) {
            targets.add(link.target());
        }
        Deque<IndexRow> left = new ArrayDeque<>();
        left.add(root);
        try {
            while (!left.isEmpty()) {
                for (IndexRow row : decode(left.remove(), "")) {
                    if (row.name().isEmpty() || row.name().indexOf('/') >= 0) {
                        throw new IOException("damaged layer index: no name '" + row.name() + "'");
                    }
                    TarEntry entry =
                            row.indexed() == null ? null : row.indexed().entry();
                    if (entry != null && entry.type() == Type.HARD_LINK && !targets.contains(entry.linkName())) {
                        throw new IOException("damaged layer index: no link to '" + entry.linkName() + "'");
                    }
                    left.add(row);
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("damaged layer index", e);
        }
        return this;
    }

    /** The root, which always is a directory if it is described. */
    IndexRow root() {
        return root;
    }

    /** @param path of the directory */
    List<IndexRow> children(IndexRow directory, String path) {
        try {
            return decode(directory, path);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalStateException("a layer index with a right checksum is damaged below /" + path, e);
        }
    }

    private List<IndexRow> decode(IndexRow directory, String path) {
        List<IndexRow> rows = new ArrayList<>();
        var in = new IndexSource(bytes, directory.from(), directory.to());
        while (in.hasMore()) {
            rows.add(IndexRow.read(in, path));
        }
        return rows;
    }

    /**
     * Goes over the whole layer: a directory before what is in it, names in byte order, and for each path first what is hidden
     * there, then what the layer has. Directories that the layer only names as parents of others, or as opaque, are not
     * entries.
     */
    public void visit(LayerVisitor visitor) {
        Deque<Placed> left = new ArrayDeque<>();
        left.push(new Placed(root, ""));
        while (!left.isEmpty()) {
            Placed placed = left.pop();
            tell(placed, visitor);
            List<IndexRow> rows = children(placed.row, placed.path);
            for (int i = rows.size() - 1; i >= 0; i--) {
                IndexRow row = rows.get(i);
                left.push(new Placed(row, LayerNames.join(placed.path, row.name())));
            }
        }
    }

    private record Placed(IndexRow row, String path) {}

    private static void tell(Placed placed, LayerVisitor visitor) {
        IndexRow row = placed.row;
        if (row.hides()) {
            visitor.whiteout(placed.path);
        }
        if (row.opaque()) {
            visitor.opaque(placed.path);
        }
        if (row.indexed() != null) {
            visitor.entry(row.indexed(), row.position());
        }
    }

    List<LowerLink> links() {
        return links;
    }

    /** Receives the files of a layer, see {@link #walk}. */
    public interface EntryVisitor {

        /** @param position of the file in the layer, see {@link FileTree.Node#position} */
        void entry(IndexEntry entry, int position);
    }

    /**
     * Shows every file the layer describes, directories included, in no order that means anything. An entry that a later one
     * of the same layer replaces is not shown, nor is what the layer removes.
     */
    public void walk(EntryVisitor visitor) {
        Deque<Placed> left = new ArrayDeque<>();
        left.push(new Placed(root, ""));
        if (root.indexed() != null) {
            visitor.entry(root.indexed(), root.position());
        }
        while (!left.isEmpty()) {
            walk(left.pop(), left, visitor);
        }
    }

    /** Shows what is in a directory, one after another, as there may be very many. */
    private void walk(Placed directory, Deque<Placed> left, EntryVisitor visitor) {
        IndexSource in = new IndexSource(bytes, directory.row.from(), directory.row.to());
        while (in.hasMore()) {
            IndexRow row = IndexRow.read(in, directory.path);
            if (row.indexed() != null) {
                visitor.entry(row.indexed(), row.position());
            }
            if (row.from() < row.to()) {
                left.push(new Placed(row, LayerNames.join(directory.path, row.name())));
            }
        }
    }

    /** As stored; do not change them. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LayerIndex index && Arrays.equals(index.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
