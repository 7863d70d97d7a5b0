package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A layer's row about one name in a directory. Numbers are variable-length (seven bits a byte, low first, signed ones
 * zig-zag), texts are counted bytes:
 *
 * <pre>
 * name, flags                        type in the low four bits
 * position, mode, uid, gid, seconds, for what the layer describes
 *   nanoseconds if not 0, size or link target or device numbers,
 *   SHA-256 of a file's content, extended attributes
 * opaque, length, rows               for directories; in byte order of the names
 * </pre>
 *
 * @param hides whether what the layers below have of that name is not to be seen, not even as the same directory
 * @param indexed null if the layer has no such file: the row then only says what is hidden, here or below
 * @param implicit whether it is a directory nevertheless, being named as a parent
 * @param position of the file in the layer, see {@link FileTree.Node#position}
 * @param opaque whether what the layers below have in the directory is not to be seen
 * @param from where the rows of the directory begin
 * @param to where they end
 */
record IndexRow(
        String name,
        boolean hides,
        @Nullable IndexEntry indexed,
        boolean implicit,
        int position,
        boolean opaque,
        int from,
        int to) {

    static final int IMPLICIT = 8;
    static final int NO_FILE = 9;
    static final int CONTENT = 0x10;
    static final int XATTRS = 0x20;
    static final int NANOS = 0x40;
    static final int HIDES = 0x80;

    private static final int TYPE = 0x0F;
    private static final Type[] TYPES = Type.values();

    /** @throws IndexOutOfBoundsException, IllegalArgumentException if it is damaged */
    static IndexRow read(IndexSource in, String directory) {
        String name = in.text();
        int flags = in.octet();
        int type = flags & TYPE;
        int position = -1;
        IndexEntry indexed = null;
        if (type != IMPLICIT && type != NO_FILE) {
            position = (int) in.number();
            indexed = entry(in, LayerNames.join(directory, name), flags);
        }
        boolean below = indexed == null || indexed.entry().isDirectory();
        boolean opaque = below && in.octet() != 0;
        int length = below ? in.fixed32() : 0;
        int from = in.skip(length);
        return new IndexRow(
                name, (flags & HIDES) != 0, indexed, type == IMPLICIT, position, opaque, from, from + length);
    }

    private static IndexEntry entry(IndexSource in, String name, int flags) {
        Type type = TYPES[flags & TYPE];
        int mode = (int) in.number();
        long uid = in.number();
        long gid = in.number();
        long seconds = in.signed();
        Instant modified = Instant.ofEpochSecond(seconds, (flags & NANOS) != 0 ? in.number() : 0);
        long size = type == Type.FILE ? in.number() : 0;
        String linkName = type == Type.SYMLINK || type == Type.HARD_LINK ? in.text() : "";
        boolean device = type == Type.CHARACTER_DEVICE || type == Type.BLOCK_DEVICE;
        int devMajor = device ? (int) in.number() : 0;
        int devMinor = device ? (int) in.number() : 0;
        Digest content = (flags & CONTENT) != 0 ? Digest.ofSha256(in.bytes(32)) : null;
        Map<String, byte[]> xattrs = (flags & XATTRS) != 0 ? xattrs(in) : Map.of();
        return new IndexEntry(
                TarEntry.of(name, type)
                        .mode(mode)
                        .owner(uid, gid)
                        .size(size)
                        .modified(modified)
                        .linkName(linkName)
                        .device(devMajor, devMinor)
                        .xattrs(xattrs)
                        .build(),
                content);
    }

    private static Map<String, byte[]> xattrs(IndexSource in) {
        Map<String, byte[]> xattrs = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            xattrs.put(in.text(), in.bytes(in.count()));
        }
        return xattrs;
    }

    /** For a row that describes something. */
    static boolean isDirectory(int flags) {
        return TYPES[flags & TYPE] == Type.DIRECTORY;
    }

    /** For a row that describes something. */
    static boolean isHardLink(int flags) {
        return TYPES[flags & TYPE] == Type.HARD_LINK;
    }

    /** The target of a hard link, of whose row the flags have been read. */
    static String linkName(IndexSource in, int flags) {
        in.number(); // its position
        return entry(in, "", flags).entry().linkName();
    }

    /**
     * Writes what the layer describes behind its name, the counterpart of {@link #read}.
     *
     * @param content digest of a regular file's bytes; else null
     */
    static void writeBody(IndexSink out, TarEntry entry, @Nullable Digest content, int position) {
        Type type = entry.type();
        int nanos = entry.modified().getNano();
        out.octet(type.ordinal()
                | (content != null ? CONTENT : 0)
                | (entry.xattrs().isEmpty() ? 0 : XATTRS)
                | (nanos == 0 ? 0 : NANOS));
        out.number(position);
        out.number(entry.mode());
        out.number(entry.uid());
        out.number(entry.gid());
        out.signed(entry.modified().getEpochSecond());
        if (nanos != 0) {
            out.number(nanos);
        }
        if (type == Type.FILE) {
            out.number(entry.size());
        } else if (type == Type.SYMLINK || type == Type.HARD_LINK) {
            out.text(ByteNames.encode(entry.linkName()));
        } else if (type == Type.CHARACTER_DEVICE || type == Type.BLOCK_DEVICE) {
            out.number(entry.devMajor());
            out.number(entry.devMinor());
        }
        if (content != null) {
            out.bytes(content.hash());
        }
        if (!entry.xattrs().isEmpty()) {
            out.number(entry.xattrs().size());
            for (Map.Entry<String, byte[]> xattr : new TreeMap<>(entry.xattrs()).entrySet()) {
                out.text(ByteNames.encode(xattr.getKey()));
                out.text(xattr.getValue());
            }
        }
    }
}
