package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry.Type;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tar archives that depend on nothing but the entries given: ustar headers, a PAX header before an entry only for
 * what ustar cannot hold (long names, names that are not ASCII, large numbers, extended attributes), whole seconds, no user
 * and group names. The order of entries is the caller's.
 *
 * <p>An archive is complete only after {@link #finish}; closing without it leaves one that readers find cut off.
 */
public final class TarWriter implements Closeable {

    private static final byte[] NOTHING = {};
    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Adds a file with content. The stream is read to its end and not closed.
     *
     * @throws IOException also if the stream has more or fewer bytes than the entry says
     */
    public void add(TarEntry entry, InputStream content) throws IOException {
        writeHeader(entry);
        long left = entry.size();
        while (true) {
            // One byte more than is left, to notice a file that has grown.
            int n = content.read(buffer, 0, (int) Math.min(buffer.length, left + 1));
            if (n < 0) {
                break;
            }
            if (n > left) {
                throw new IOException("'" + entry.name() + "' has more than the expected " + entry.size()
                        + " bytes: was it changed while it was read?");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        if (left > 0) {
            throw new IOException("'" + entry.name() + "' ends " + left + " bytes before the expected " + entry.size()
                    + ": was it changed while it was read?");
        }
        pad(entry.size());
    }

    /**
     * Adds a file whose content is in memory.
     *
     * @param bytes have as many from the offset on as the entry says
     */
    public void add(TarEntry entry, byte[] bytes, int offset) throws IOException {
        writeHeader(entry);
        out.write(bytes, offset, (int) entry.size());
        pad(entry.size());
    }

    /** Adds an entry without content: anything but a file, or an empty file. */
    public void add(TarEntry entry) throws IOException {
        if (entry.size() != 0) {
            throw new IllegalArgumentException("'" + entry.name() + "' needs its content");
        }
        writeHeader(entry);
    }

    /** Writes the end marker and flushes; nothing can be added afterwards. */
    public void finish() throws IOException {
        out.write(ZEROS);
        out.flush();
    }

    /** Closes the stream written to; see {@link #finish}. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeHeader(TarEntry entry) throws IOException {
        String name = entry.name();
        if (entry.isDirectory()) {
            name = name.isEmpty() ? "./" : name.endsWith("/") ? name : name + "/";
        }
        if (entry.size() != 0 && entry.type() != Type.FILE) {
            throw new IllegalArgumentException("'" + name + "' is no file but has a size");
        }
        byte[] nameBytes = ByteNames.encode(name);
        byte[] linkBytes = ByteNames.encode(entry.linkName());
        checkNoNul(nameBytes, name);
        checkNoNul(linkBytes, name);
        Map<String, byte[]> pax = new TreeMap<>();
        int split = split(nameBytes);
        if (split < 0) {
            pax.put("path", nameBytes);
        }
        if (linkBytes.length > 100 || !isAscii(linkBytes)) {
            pax.put("linkpath", linkBytes);
        }
        long seconds = entry.modified().getEpochSecond();
        long uid = octalOrPax(pax, "uid", entry.uid(), 8);
        long gid = octalOrPax(pax, "gid", entry.gid(), 8);
        long size = octalOrPax(pax, "size", entry.size(), 12);
        long modified = octalOrPax(pax, "mtime", seconds, 12);
        addXattrs(pax, entry);
        if (!pax.isEmpty()) {
            writePax(pax);
        }
        byte[] shortName = split > 0 ? slice(nameBytes, split + 1, nameBytes.length) : ascii(nameBytes);
        out.write(TarHeader.encode(
                shortName,
                split > 0 ? slice(nameBytes, 0, split) : NOTHING,
                entry.mode() & 07777,
                uid,
                gid,
                size,
                modified,
                flag(entry.type()),
                ascii(linkBytes),
                entry.devMajor(),
                entry.devMinor()));
    }

    private static long octalOrPax(Map<String, byte[]> pax, String key, long value, int length) {
        if (TarHeader.fitsOctal(value, length)) {
            return value;
        }
        pax.put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        return 0;
    }

    private static void addXattrs(Map<String, byte[]> pax, TarEntry entry) throws IOException {
        for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
            String key = xattr.getKey();
            if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) {
                throw new IOException("'" + entry.name() + "' has an extended attribute '" + key
                        + "', a name that tar archives cannot hold");
            }
            pax.put("SCHILY.xattr." + key, xattr.getValue());
        }
    }

    private void writePax(Map<String, byte[]> pax) throws IOException {
        var records = new ByteArrayOutputStream();
        pax.forEach((key, value) -> records.writeBytes(PaxRecords.encode(key, value)));
        byte[] name = "PaxHeaders/entry".getBytes(StandardCharsets.US_ASCII);
        out.write(TarHeader.encode(name, NOTHING, 0644, 0, 0, records.size(), 0, 'x', NOTHING, 0, 0));
        records.writeTo(out);
        pad(records.size());
    }

    private void pad(long size) throws IOException {
        int padding = (int) (-size & (TarHeader.BLOCK - 1));
        if (padding > 0) {
            out.write(ZEROS, 0, padding);
        }
    }

    /** Where a name is cut into prefix and name: 0 if it fits whole, -1 if ustar cannot hold it. */
    private static int split(byte[] name) {
        if (!isAscii(name)) {
            return -1;
        }
        if (name.length <= 100) {
            return 0;
        }
        // The rightmost slash that leaves a prefix short enough and a name that is not empty.
        for (int i = Math.min(155, name.length - 2); i > 0 && name.length - i - 1 <= 100; i--) {
            if (name[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes that readers without PAX see. */
    private static byte[] ascii(byte[] bytes) {
        byte[] out = slice(bytes, 0, Math.min(100, bytes.length));
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] < 0 ? (byte) '_' : out[i];
        }
        return out;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static void checkNoNul(byte[] bytes, String name) throws IOException {
        for (byte b : bytes) {
            if (b == 0) {
                throw new IOException("a NUL in the name '" + name + "'");
            }
        }
    }

    private static char flag(Type type) {
        return switch (type) {
            case FILE -> '0';
            case HARD_LINK -> '1';
            case SYMLINK -> '2';
            case CHARACTER_DEVICE -> '3';
            case BLOCK_DEVICE -> '4';
            case DIRECTORY -> '5';
            case FIFO -> '6';
        };
    }
}
