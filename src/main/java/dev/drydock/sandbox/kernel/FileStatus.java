package dev.drydock.sandbox.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * The kernel's view of a file, symlinks not followed.
 *
 * @param mode type and permission bits, see the constants
 * @param blocks of 512 bytes, that it takes on the disk
 * @param born when the file was made; the epoch where the file system does not know
 * @param changed when content or metadata changed last, which no process can set
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long inode,
        long links,
        long size,
        long blocks,
        Instant born,
        Instant modified,
        Instant changed,
        int deviceMajor,
        int deviceMinor) {

    public static final int TYPE = 0170000;
    public static final int SOCKET = 0140000;
    public static final int SYMLINK = 0120000;
    public static final int REGULAR = 0100000;
    public static final int BLOCK_DEVICE = 0060000;
    public static final int DIRECTORY = 0040000;
    public static final int CHARACTER_DEVICE = 0020000;
    public static final int FIFO = 0010000;

    /** Size of {@code struct statx}, which is the same on all architectures. */
    static final int STATX_SIZE = 256;

    static FileStatus ofStatx(byte[] statx) {
        var in = ByteBuffer.wrap(statx).order(ByteOrder.LITTLE_ENDIAN);
        return new FileStatus(
                in.getShort(28) & 0xFFFF,
                in.getInt(20),
                in.getInt(24),
                in.getLong(32),
                in.getInt(16) & 0xFFFFFFFFL,
                in.getLong(40),
                in.getLong(48),
                Instant.ofEpochSecond(in.getLong(80), in.getInt(88)),
                Instant.ofEpochSecond(in.getLong(112), in.getInt(120)),
                Instant.ofEpochSecond(in.getLong(96), in.getInt(104)),
                in.getInt(128),
                in.getInt(132));
    }

    /** The same file of somebody else. */
    public FileStatus withOwner(int newUid, int newGid) {
        return new FileStatus(
                mode, newUid, newGid, inode, links, size, blocks, born, modified, changed, deviceMajor, deviceMinor);
    }

    /** The same with another type, that of a device. */
    public FileStatus withDevice(int type, int major, int minor) {
        return new FileStatus(
                type | permissions(), uid, gid, inode, links, 0, 0, born, modified, changed, major, minor);
    }

    public int type() {
        return mode & TYPE;
    }

    /** Permission bits with set-id and sticky. */
    public int permissions() {
        return mode & 07777;
    }

    public boolean isDirectory() {
        return type() == DIRECTORY;
    }

    public boolean isSymlink() {
        return type() == SYMLINK;
    }

    /** Whether it has holes, that take no room. */
    public boolean isSparse() {
        return blocks * 512 < size;
    }

    public boolean isRegular() {
        return type() == REGULAR;
    }

    /** Whether overlayfs means by this file that a lower one is gone. */
    public boolean isWhiteout() {
        return type() == CHARACTER_DEVICE && deviceMajor == 0 && deviceMinor == 0;
    }
}
