package dev.drydock.io.tar;

import dev.drydock.io.ByteNames;
import dev.drydock.startup.StartUp;
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
@StartUp
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

    /** An entry of mode 0, of root and of 1970, unless said otherwise. */
    public static Builder of(String name, Type type) {
        return new Builder(name, type);
    }

    public static TarEntry directory(String name, int mode, long uid, long gid, Instant modified) {
        return of(name, Type.DIRECTORY)
                .mode(mode)
                .owner(uid, gid)
                .modified(modified)
                .build();
    }

    public static TarEntry file(String name, int mode, long uid, long gid, long size, Instant modified) {
        return of(name, Type.FILE)
                .mode(mode)
                .owner(uid, gid)
                .size(size)
                .modified(modified)
                .build();
    }

    public static TarEntry symlink(String name, String target, long uid, long gid, Instant modified) {
        return of(name, Type.SYMLINK)
                .mode(0777)
                .owner(uid, gid)
                .modified(modified)
                .linkName(target)
                .build();
    }

    public TarEntry withName(String newName) {
        return as(newName).build();
    }

    public TarEntry withMode(int newMode) {
        return as(name).mode(newMode).build();
    }

    public TarEntry withOwner(long newUid, long newGid) {
        return as(name).owner(newUid, newGid).build();
    }

    public TarEntry withModified(Instant newModified) {
        return as(name).modified(newModified).build();
    }

    /** The same file as a hard link to another name of the archive. */
    public TarEntry asHardLinkTo(String target) {
        return of(name, Type.HARD_LINK)
                .mode(mode)
                .owner(uid, gid)
                .modified(modified)
                .linkName(target)
                .build();
    }

    private Builder as(String newName) {
        return of(newName, type)
                .mode(mode)
                .owner(uid, gid)
                .size(size)
                .modified(modified)
                .linkName(linkName)
                .device(devMajor, devMinor)
                .xattrs(xattrs);
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

    /** Takes what an entry says besides its name and its type. */
    public static final class Builder {

        private final String name;
        private final Type type;
        private int mode;
        private long uid;
        private long gid;
        private long size;
        private Instant modified = Instant.EPOCH;
        private String linkName = "";
        private int devMajor;
        private int devMinor;
        private Map<String, byte[]> xattrs = Map.of();

        private Builder(String name, Type type) {
            this.name = name;
            this.type = type;
        }

        public Builder mode(int value) {
            mode = value;
            return this;
        }

        public Builder owner(long newUid, long newGid) {
            uid = newUid;
            gid = newGid;
            return this;
        }

        public Builder size(long value) {
            size = value;
            return this;
        }

        public Builder modified(Instant value) {
            modified = value;
            return this;
        }

        public Builder linkName(String value) {
            linkName = value;
            return this;
        }

        public Builder device(int major, int minor) {
            devMajor = major;
            devMinor = minor;
            return this;
        }

        public Builder xattrs(Map<String, byte[]> value) {
            xattrs = value;
            return this;
        }

        public TarEntry build() {
            return new TarEntry(name, type, mode, uid, gid, size, modified, linkName, devMajor, devMinor, xattrs);
        }
    }
}
