package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry.Type;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives as they occur in layers and in the wild: v7, ustar, PAX, GNU long names, base-256 numbers and sparse
 * files (given expanded). Extended attributes and names are kept as bytes. Nothing about the archive is trusted: numbers
 * and header sizes are bounded, a damaged or truncated archive is an {@link IOException} that names the offset. Where the
 * names point to is for the caller to judge.
 *
 * <p>Reads ahead of nothing: behind the last entry the stream stands behind the end marker. The stream should be buffered.
 */
public final class TarReader implements Closeable {

    /** A PAX header or long name larger than this is an attack, or no tar archive. */
    private static final int MAX_EXTENSION = 1 << 20;

    private final InputStream in;
    private final byte[] scratch = new byte[1 << 14];
    private PaxRecords global = PaxRecords.NONE;
    private @Nullable Stored stored;
    private InputStream content = InputStream.nullInputStream();
    private long offset;
    private boolean ended;
    private char extension;

    public TarReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next entry, over what is left of the content of this one; null at the end of the archive. */
    public @Nullable TarEntry next() throws IOException {
        finishEntry();
        PaxRecords local = null;
        String longName = null;
        String longLink = null;
        while (!ended) {
            long at = offset;
            byte[] block = new byte[TarHeader.BLOCK];
            if (!readHeader(block)) {
                ended = true;
                if (local != null || longName != null || longLink != null) {
                    throw new EOFException("tar archive ends at " + at + " behind an extended header");
                }
                return null;
            }
            TarHeader header = new TarHeader(block, at);
            if ("7DSV".indexOf(header.type()) >= 0) {
                extension = header.type();
            }
            switch (header.type()) {
                case 'x', 'X' -> local = PaxRecords.parse(extension(header), at);
                case 'g' -> global = global.overlaid(PaxRecords.parse(extension(header), at));
                case 'L' -> longName = terminated(extension(header));
                case 'K' -> longLink = terminated(extension(header));
                case 'V' -> skipStored(header.size());
                default -> {
                    return entry(
                            header, block, local == null ? global : global.overlaid(local), longName, longLink, at);
                }
            }
        }
        return null;
    }

    /**
     * The last type met so far that POSIX leaves to implementations, though this reader knows it: contiguous files (7) and
     * GNU's dumped directories (D), sparse files (S) and labels (V); 0 if there was none.
     */
    public char extension() {
        return extension;
    }

    /** The content of the entry {@link #next} returned last; empty for all but files. Not usable after the next call of it. */
    public InputStream content() {
        return content;
    }

    /** Closes the stream read from. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private TarEntry entry(
            TarHeader header,
            byte[] block,
            PaxRecords pax,
            @Nullable String longName,
            @Nullable String longLink,
            long at)
            throws IOException {
        String name = first(pax.name("GNU.sparse.name", at), pax.name("path", at), longName, header.name());
        String linkName = first(pax.name("linkpath", at), longLink, null, header.linkName());
        Type type = type(header.type(), name, at);
        long size = hasContent(header.type()) ? firstNonNull(pax.number("size", at), header.size()) : 0;
        if (size < 0) {
            throw new IOException("negative size " + size + " in the tar archive at " + at);
        }
        Stored opened = new Stored(size);
        stored = opened;
        content = opened;
        if (header.type() == 'S' || SparseMap.isIn(pax)) {
            size = openSparse(header, block, pax, opened, at);
        }
        if (type != Type.FILE) {
            content = InputStream.nullInputStream();
            size = 0;
        }
        boolean link = type == Type.SYMLINK || type == Type.HARD_LINK;
        boolean device = type == Type.CHARACTER_DEVICE || type == Type.BLOCK_DEVICE;
        String mtime = pax.text("mtime");
        Map<String, byte[]> xattrs = pax.xattrs(at);
        return TarEntry.of(name, type)
                .mode(header.mode())
                .owner(
                        TarNumbers.id(firstNonNull(pax.number("uid", at), header.uid()), "uid", at),
                        TarNumbers.id(firstNonNull(pax.number("gid", at), header.gid()), "gid", at))
                .size(size)
                .modified(mtime == null ? TarNumbers.instant(header.modified(), 0, at) : TarNumbers.time(mtime, at))
                .linkName(link ? linkName : "")
                .device(device ? header.devMajor() : 0, device ? header.devMinor() : 0)
                .xattrs(xattrs)
                .build();
    }

    private long openSparse(TarHeader header, byte[] block, PaxRecords pax, Stored opened, long at) throws IOException {
        SparseMap map;
        if (header.type() == 'S') {
            // Extension blocks lie between header and data and are no part of the size.
            map = SparseMap.oldGnu(header, block, this::block, at);
        } else if ("1".equals(pax.text("GNU.sparse.major"))) {
            Long realSize = pax.number("GNU.sparse.realsize", at);
            if (realSize == null || !"0".equals(pax.text("GNU.sparse.minor"))) {
                throw new IOException("unknown sparse format in the PAX header at " + at);
            }
            map = SparseMap.fromData(opened::mapBlock, realSize, at);
        } else {
            map = SparseMap.pax(pax, at);
            if (map == null) {
                throw new IOException("unknown sparse format in the PAX header at " + at);
            }
        }
        map.checked(opened.remaining, at);
        content = map.expand(opened);
        return map.realSize();
    }

    /** Types whose header may name a size that is stored behind it; of the others it says nothing about the archive. */
    private static boolean hasContent(char type) {
        return type < '1' || type > '6';
    }

    private static Type type(char flag, String name, long at) throws IOException {
        return switch (flag) {
            // Before ustar a directory was a file whose name ends with a slash.
            case '0', '\0', '7' -> name.endsWith("/") ? Type.DIRECTORY : Type.FILE;
            case 'S' -> Type.FILE;
            case '1' -> Type.HARD_LINK;
            case '2' -> Type.SYMLINK;
            case '3' -> Type.CHARACTER_DEVICE;
            case '4' -> Type.BLOCK_DEVICE;
            case '5', 'D' -> Type.DIRECTORY;
            case '6' -> Type.FIFO;
            default ->
                throw new IOException("tar entry '" + name + "' at " + at + " is of the unknown type "
                        + (flag > ' ' && flag < 0x7F ? "'" + flag + "'" : Integer.toString(flag)));
        };
    }

    private static String first(@Nullable String a, @Nullable String b, @Nullable String c, String otherwise) {
        return a != null ? a : b != null ? b : c != null ? c : otherwise;
    }

    private static long firstNonNull(@Nullable Long first, long second) {
        return first == null ? second : first;
    }

    /** Fills the block; false at the end: two zero blocks, or no more bytes, which many writers think enough. */
    private boolean readHeader(byte[] block) throws IOException {
        if (!readBlock(block)) {
            return false;
        }
        if (!TarHeader.isZero(block)) {
            return true;
        }
        if (readBlock(block) && !TarHeader.isZero(block)) {
            throw new IOException("tar archive has a lone zero block at " + (offset - 2 * TarHeader.BLOCK));
        }
        return false;
    }

    private boolean readBlock(byte[] block) throws IOException {
        int n = in.readNBytes(block, 0, TarHeader.BLOCK);
        if (n == 0) {
            return false;
        }
        offset += n;
        if (n < TarHeader.BLOCK) {
            throw truncated(offset);
        }
        return true;
    }

    private byte[] block() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        if (!readBlock(block)) {
            throw truncated(offset);
        }
        return block;
    }

    private byte[] extension(TarHeader header) throws IOException {
        long size = header.size();
        if (size > MAX_EXTENSION) {
            throw new IOException("extended tar header of " + size + " bytes at " + offset);
        }
        byte[] bytes = in.readNBytes((int) size);
        offset += bytes.length;
        if (bytes.length < size) {
            throw truncated(offset);
        }
        skipStored(padding(size));
        return bytes;
    }

    private static String terminated(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return ByteNames.decode(bytes, 0, end);
    }

    private void finishEntry() throws IOException {
        Stored open = stored;
        if (open != null) {
            stored = null;
            content = InputStream.nullInputStream();
            skipStored(open.remaining);
            open.remaining = 0;
            skipStored(padding(open.size));
        }
    }

    private static long padding(long size) {
        return -size & (TarHeader.BLOCK - 1);
    }

    private void skipStored(long count) throws IOException {
        long left = count;
        // Read, not skipped: a file stream skips beyond its end without a word.
        while (left > 0) {
            int n = in.read(scratch, 0, (int) Math.min(scratch.length, left));
            if (n < 0) {
                throw truncated(offset);
            }
            left -= n;
            offset += n;
        }
    }

    private static EOFException truncated(long at) {
        return new EOFException("tar archive is cut off at " + at);
    }

    /** The stored bytes of one entry. */
    private final class Stored extends InputStream {
        private final long size;
        private long remaining;

        Stored(long size) {
            this.size = size;
            this.remaining = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int at, int length) throws IOException {
            Objects.checkFromIndexSize(at, length, buffer.length);
            if (remaining == 0) {
                return -1;
            }
            if (length == 0) {
                return 0;
            }
            int n = in.read(buffer, at, (int) Math.min(length, remaining));
            if (n < 0) {
                throw truncated(offset);
            }
            remaining -= n;
            offset += n;
            return n;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(remaining, in.available());
        }

        byte[] mapBlock() throws IOException {
            if (remaining < TarHeader.BLOCK) {
                throw new IOException("sparse map at " + offset + " leaves its entry");
            }
            byte[] block = block();
            remaining -= block.length;
            return block;
        }
    }
}
