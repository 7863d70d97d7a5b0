package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One 512-byte header block of a tar archive, read field by field. Understands v7, ustar, GNU's old format and star's; see
 * the pax page of POSIX.1-2017 and the GNU tar manual, "Basic Tar Format".
 */
final class TarHeader {

    static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int DEV_MAJOR = 329;
    private static final int DEV_MINOR = 337;
    private static final int PREFIX = 345;
    private static final int STAR_TRAILER = 508;

    private final byte[] block;
    private final long offset;

    /**
     * @param offset of the block in the archive, for messages
     * @throws IOException if the checksum is wrong: no tar archive, or a damaged one
     */
    TarHeader(byte[] block, long offset) throws IOException {
        this.block = block;
        this.offset = offset;
        verifyChecksum();
    }

    char type() {
        return (char) (block[TYPE] & 0xFF);
    }

    /** The name field, joined with the prefix where the format has one. */
    String name() {
        String name = text(NAME, 100);
        int prefixLength = prefixLength();
        String prefix = prefixLength == 0 ? "" : text(PREFIX, prefixLength);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String linkName() {
        return text(LINK_NAME, 100);
    }

    int mode() throws IOException {
        return (int) (number(MODE, 8, "mode") & 07777);
    }

    long uid() throws IOException {
        return number(UID, 8, "uid");
    }

    long gid() throws IOException {
        return number(GID, 8, "gid");
    }

    long size() throws IOException {
        long size = number(SIZE, 12, "size");
        if (size < 0) {
            throw new IOException("negative size " + size + " in the tar header at " + offset);
        }
        return size;
    }

    long modified() throws IOException {
        return number(MODIFIED, 12, "mtime");
    }

    int devMajor() throws IOException {
        return device(DEV_MAJOR, "devmajor");
    }

    int devMinor() throws IOException {
        return device(DEV_MINOR, "devminor");
    }

    private int device(int at, String field) throws IOException {
        if (!hasMagic()) {
            return 0;
        }
        long value = number(at, 8, field);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException(field + " " + value + " out of range in the tar header at " + offset);
        }
        return (int) value;
    }

    /**
     * A numeric field: octal digits between blanks and NULs, or, with the top bit of the first byte set, a big-endian
     * number of two's complement.
     */
    long number(int at, int length, String field) throws IOException {
        return TarNumbers.parse(block, at, length, field, offset);
    }

    private boolean hasMagic() {
        return matches(MAGIC, "ustar");
    }

    private int prefixLength() {
        // GNU's magic ends with a blank, and it uses these bytes for other things.
        if (!hasMagic() || block[MAGIC + 5] != 0) {
            return 0;
        }
        return matches(STAR_TRAILER, "tar\0") ? 131 : 155;
    }

    private boolean matches(int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (block[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return ByteNames.decode(block, at, end - at);
    }

    private void verifyChecksum() throws IOException {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
            unsigned += b & 0xFF;
            signed += b; // some old writers summed signed bytes
        }
        long stored = number(CHECKSUM, 8, "checksum");
        if (stored != unsigned && stored != signed) {
            throw new IOException("not a tar header at " + offset + ": checksum " + stored + ", expected " + unsigned);
        }
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** A fresh header with checksum, as {@link TarWriter} fills it. */
    static byte[] encode(
            byte[] name,
            byte[] prefix,
            int mode,
            long uid,
            long gid,
            long size,
            long modified,
            char type,
            byte[] linkName,
            int devMajor,
            int devMinor) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, NAME, Math.min(name.length, 100));
        octal(block, MODE, 8, mode);
        octal(block, UID, 8, uid);
        octal(block, GID, 8, gid);
        octal(block, SIZE, 12, size);
        octal(block, MODIFIED, 12, modified);
        block[TYPE] = (byte) type;
        System.arraycopy(linkName, 0, block, LINK_NAME, Math.min(linkName.length, 100));
        byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, MAGIC, magic.length);
        octal(block, DEV_MAJOR, 8, devMajor);
        octal(block, DEV_MINOR, 8, devMinor);
        System.arraycopy(prefix, 0, block, PREFIX, prefix.length);
        java.util.Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        octal(block, CHECKSUM, 7, sum);
        return block;
    }

    /** Whether an octal field of so many bytes, its NUL included, can hold the value. */
    static boolean fitsOctal(long value, int length) {
        return value >= 0 && value < 1L << 3 * (length - 1);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        long rest = value;
        for (int i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + length - 1] = 0;
    }
}
