package dev.drydock.context;

import dev.drydock.image.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@link ContentMemo}, big-endian: magic, checksums of the path (16 bytes), size, modified, changed, inode (8 each), digest
 * (32), checksum (4). Without the device: a path that leads to another file system leads to another inode or change time.
 */
final class MemoRecord {

    private static final int MAGIC = 0x44444D32; // "DDM2"
    private static final int KEY = 4;
    private static final int DIGEST = KEY + 16 + 32;
    private static final int CHECKSUM = DIGEST + 32;

    /** In bytes. */
    static final int LENGTH = CHECKSUM + 4;

    private MemoRecord() {}

    /**
     * A record of a file without its digest.
     *
     * <p>The path is there as checksums, which the JVM computes in machine code: among a hundred thousand files, of which one with
     * the same would have to have the same inode and times besides, they do as well as a digest and take a tenth of its time.
     */
    static byte[] of(FileStamp stamp) {
        byte[] path = stamp.path().getBytes(StandardCharsets.UTF_8);
        CRC32 crc32 = new CRC32();
        crc32.update(path);
        CRC32C crc32c = new CRC32C();
        crc32c.update(path);
        byte[] record = new byte[LENGTH];
        ByteBuffer.wrap(record)
                .putInt(MAGIC)
                .putLong(crc32.getValue() << Integer.SIZE | crc32c.getValue())
                .putLong((long) stamp.path().hashCode() << Integer.SIZE | path.length)
                .putLong(stamp.size())
                .putLong(stamp.modified())
                .putLong(stamp.changed())
                .putLong(stamp.inode());
        return record;
    }

    static byte[] of(FileStamp stamp, Digest digest) {
        byte[] record = of(stamp);
        ByteBuffer.wrap(record).position(DIGEST).put(digest.hash()).putInt(checksum(record, 0));
        return record;
    }

    /** A number that tells its path from others. */
    static long key(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return in.getLong(at + KEY) ^ in.getLong(at + KEY + Long.BYTES) * 0x9E3779B97F4A7C15L;
    }

    static boolean isWhole(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return in.getInt(at) == MAGIC && in.getInt(at + CHECKSUM) == checksum(bytes, at);
    }

    private static int checksum(byte[] bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, CHECKSUM);
        return (int) crc.getValue();
    }

    /** The digest in a whole record, if it is of the file that the other, without digest, is of; else null. */
    static @Nullable Digest digest(byte[] bytes, int at, byte[] wanted) {
        return Arrays.equals(bytes, at, at + DIGEST, wanted, 0, DIGEST)
                ? Digest.ofSha256(Arrays.copyOfRange(bytes, at + DIGEST, at + CHECKSUM))
                : null;
    }
}
