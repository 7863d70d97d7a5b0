package dev.drydock.snapshot;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.TarEntry;
import dev.drydock.io.TarEntry.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The file form of a layer index: {@code DDLI}, a version byte, entries, whiteouts, opaques, and a CRC-32C of all that
 * (little-endian). Numbers are variable-length (seven bits a byte, low first, signed ones zig-zag), texts are counted bytes;
 * a name begins with the number of bytes it shares with the name before.
 */
final class LayerIndexCodec {

    private static final byte[] MAGIC = {'D', 'D', 'L', 'I', 1};
    private static final int CONTENT = 0x10;
    private static final int XATTRS = 0x20;
    private static final int NANOS = 0x40;
    private static final Type[] TYPES = Type.values();

    private LayerIndexCodec() {}

    static byte[] encode(LayerIndex index) {
        var out = new Sink();
        out.bytes(MAGIC);
        out.number(index.entries().size());
        byte[] previous = {};
        for (IndexEntry entry : index.entries()) {
            previous = out.name(entry.entry().name(), previous);
            encode(out, entry);
        }
        encode(out, index.whiteouts());
        encode(out, index.opaques());
        var crc = new CRC32C();
        crc.update(out.buffer, 0, out.length);
        out.fixed32((int) crc.getValue());
        return Arrays.copyOf(out.buffer, out.length);
    }

    private static void encode(Sink out, IndexEntry indexed) {
        TarEntry entry = indexed.entry();
        Digest content = indexed.content();
        int nanos = entry.modified().getNano();
        out.octet(entry.type().ordinal()
                | (content != null ? CONTENT : 0)
                | (entry.xattrs().isEmpty() ? 0 : XATTRS)
                | (nanos == 0 ? 0 : NANOS));
        out.number(entry.mode());
        out.number(entry.uid());
        out.number(entry.gid());
        out.signed(entry.modified().getEpochSecond());
        if (nanos != 0) {
            out.number(nanos);
        }
        switch (entry.type()) {
            case FILE -> out.number(entry.size());
            case SYMLINK, HARD_LINK -> out.text(ByteNames.encode(entry.linkName()));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> {
                out.number(entry.devMajor());
                out.number(entry.devMinor());
            }
            case DIRECTORY, FIFO -> {}
        }
        if (content != null) {
            out.bytes(HexFormat.of().parseHex(content.hex()));
        }
        if (!entry.xattrs().isEmpty()) {
            out.number(entry.xattrs().size());
            new TreeMap<>(entry.xattrs()).forEach((key, value) -> {
                out.text(key.getBytes(StandardCharsets.UTF_8));
                out.text(value);
            });
        }
    }

    private static void encode(Sink out, List<String> names) {
        out.number(names.size());
        byte[] previous = {};
        for (String name : names) {
            previous = out.name(name, previous);
        }
    }

    /** @throws IOException if the bytes are no index of this version, whole and undamaged */
    static LayerIndex decode(byte[] bytes) throws IOException {
        if (bytes.length < MAGIC.length + 4
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || checksum(bytes) != storedChecksum(bytes)) {
            throw new IOException("damaged layer index, or one of another version");
        }
        try {
            var in = new Source(bytes, MAGIC.length, bytes.length - 4);
            int count = in.count();
            List<IndexEntry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(decodeEntry(in));
            }
            in.resetName();
            List<String> whiteouts = decodeNames(in);
            in.resetName();
            List<String> opaques = decodeNames(in);
            return new LayerIndex(entries, whiteouts, opaques);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("damaged layer index", e);
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        return (int) crc.getValue();
    }

    private static int storedChecksum(byte[] bytes) {
        int at = bytes.length - 4;
        return bytes[at] & 0xFF
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }

    private static IndexEntry decodeEntry(Source in) {
        String name = in.name();
        int flags = in.octet();
        Type type = TYPES[flags & 0xF];
        int mode = (int) in.number();
        long uid = in.number();
        long gid = in.number();
        long seconds = in.signed();
        Instant modified = Instant.ofEpochSecond(seconds, (flags & NANOS) != 0 ? in.number() : 0);
        long size = 0;
        String linkName = "";
        int devMajor = 0;
        int devMinor = 0;
        switch (type) {
            case FILE -> size = in.number();
            case SYMLINK, HARD_LINK -> linkName = in.text();
            case CHARACTER_DEVICE, BLOCK_DEVICE -> {
                devMajor = (int) in.number();
                devMinor = (int) in.number();
            }
            case DIRECTORY, FIFO -> {}
        }
        Digest content = (flags & CONTENT) != 0 ? Digest.ofSha256(in.bytes(32)) : null;
        Map<String, byte[]> xattrs = (flags & XATTRS) != 0 ? decodeXattrs(in) : Map.of();
        var entry = new TarEntry(name, type, mode, uid, gid, size, modified, linkName, devMajor, devMinor, xattrs);
        return new IndexEntry(entry, content);
    }

    private static Map<String, byte[]> decodeXattrs(Source in) {
        Map<String, byte[]> xattrs = new TreeMap<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            xattrs.put(in.text(), in.bytes(in.count()));
        }
        return xattrs;
    }

    private static List<String> decodeNames(Source in) {
        int count = in.count();
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.name());
        }
        return names;
    }

    /** Bytes written so far. */
    private static final class Sink {
        private byte[] buffer = new byte[1 << 16];
        private int length;

        private void room(int wanted) {
            if (length + wanted > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + wanted));
            }
        }

        void octet(int value) {
            room(1);
            buffer[length++] = (byte) value;
        }

        void bytes(byte[] bytes) {
            room(bytes.length);
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
        }

        void number(long value) {
            room(10);
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                buffer[length++] = (byte) (rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            buffer[length++] = (byte) rest;
        }

        void signed(long value) {
            number(value << 1 ^ value >> 63);
        }

        void text(byte[] text) {
            number(text.length);
            bytes(text);
        }

        byte[] name(String name, byte[] previous) {
            byte[] bytes = ByteNames.encode(name);
            int shared = Arrays.mismatch(bytes, previous);
            shared = shared < 0 ? bytes.length : shared;
            number(shared);
            number(bytes.length - shared);
            room(bytes.length);
            System.arraycopy(bytes, shared, buffer, length, bytes.length - shared);
            length += bytes.length - shared;
            return bytes;
        }

        void fixed32(int value) {
            for (int i = 0; i < 4; i++) {
                octet(value >>> 8 * i);
            }
        }
    }

    /** Bytes yet to be read; running over the end throws {@link IndexOutOfBoundsException}. */
    private static final class Source {
        private final byte[] buffer;
        private final int end;
        private int at;
        private byte[] name = new byte[256];
        private int nameLength;

        Source(byte[] buffer, int at, int end) {
            this.buffer = buffer;
            this.at = at;
            this.end = end;
        }

        int octet() {
            if (at >= end) {
                throw new IndexOutOfBoundsException(at);
            }
            return buffer[at++] & 0xFF;
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int b = octet();
                value |= (long) (b & 0x7F) << shift;
                if (b < 0x80) {
                    return value;
                }
            }
            throw new IllegalArgumentException("endless number");
        }

        long signed() {
            long value = number();
            return value >>> 1 ^ -(value & 1);
        }

        /** A number of things that each take at least a byte. */
        int count() {
            long count = number();
            if (count < 0 || count > end - at) {
                throw new IndexOutOfBoundsException(at);
            }
            return (int) count;
        }

        byte[] bytes(int count) {
            int from = advance(count);
            return Arrays.copyOfRange(buffer, from, from + count);
        }

        String text() {
            int count = count();
            return decode(buffer, advance(count), count);
        }

        private int advance(int count) {
            if (count > end - at) {
                throw new IndexOutOfBoundsException(at);
            }
            int from = at;
            at += count;
            return from;
        }

        void resetName() {
            nameLength = 0;
        }

        String name() {
            int shared = (int) number();
            int added = count();
            if (shared < 0 || shared > nameLength) {
                throw new IndexOutOfBoundsException(shared);
            }
            if (name.length < shared + added) {
                name = Arrays.copyOf(name, (shared + added) * 2);
            }
            System.arraycopy(buffer, advance(added), name, shared, added);
            nameLength = shared + added;
            return decode(name, 0, nameLength);
        }

        private static String decode(byte[] bytes, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (bytes[i] < 0) {
                    return ByteNames.decode(bytes, from, count);
                }
            }
            return new String(bytes, from, count, StandardCharsets.ISO_8859_1);
        }
    }
}
