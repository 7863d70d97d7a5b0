package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import java.time.Instant;
import java.util.Map;

/**
 * A tar archive's description of one file, without its content: the common description of a file in layers, indexes and build
 * contexts.
 *
 * @param name path without leading or trailing slash and without {@code .} or {@code ..} parts when it comes from our own
 *     rooms; exactly as stored when read from a foreign archive. A {@link ByteNames} string. The root itself is "".
 * @param mode permission bits with set-id and sticky, at most 07777
 * @param size bytes of content; 0 for everything but {@link Type#FILE}
 * @param linkName target of a symlink (as written) or of a hard link (path in the archive); otherwise ""
 * @param xattrs extended attributes by full name ({@code security.capability}); values are not copied, do not change them
 */
public record TarEntry(
        String name,
        Type type,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified,
        String linkName,
        int devMajor,
        int devMinor,
        Map<String, byte[]> xattrs) {

    /** The extended attribute that holds the capabilities of a program. */
    public static final String CAPABILITY = "security.capability";

    /** The kinds of files a layer can hold. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMLINK,
        HARD_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        FIFO
    }

    public static TarEntry directory(String name, int mode, long uid, long gid, Instant modified) {
        return new TarEntry(name, Type.DIRECTORY, mode, uid, gid, 0, modified, "", 0, 0, Map.of());
    }

    public static TarEntry file(String name, int mode, long uid, long gid, long size, Instant modified) {
        return new TarEntry(name, Type.FILE, mode, uid, gid, size, modified, "", 0, 0, Map.of());
    }

    public static TarEntry symlink(String name, String target, long uid, long gid, Instant modified) {
        return new TarEntry(name, Type.SYMLINK, 0777, uid, gid, 0, modified, target, 0, 0, Map.of());
    }

    public TarEntry withName(String newName) {
        return new TarEntry(newName, type, mode, uid, gid, size, modified, linkName, devMajor, devMinor, xattrs);
    }

    public TarEntry withMode(int newMode) {
        return new TarEntry(name, type, newMode, uid, gid, size, modified, linkName, devMajor, devMinor, xattrs);
    }

    public TarEntry withOwner(long newUid, long newGid) {
        return new TarEntry(name, type, mode, newUid, newGid, size, modified, linkName, devMajor, devMinor, xattrs);
    }

    public TarEntry withModified(Instant newModified) {
        return new TarEntry(name, type, mode, uid, gid, size, newModified, linkName, devMajor, devMinor, xattrs);
    }

    /** The same file as a hard link to another name of the archive. */
    public TarEntry asHardLinkTo(String target) {
        return new TarEntry(name, Type.HARD_LINK, mode, uid, gid, 0, modified, target, 0, 0, Map.of());
    }

    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    public boolean isFile() {
        return type == Type.FILE;
    }

    public boolean isSymlink() {
        return type == Type.SYMLINK;
    }
}
