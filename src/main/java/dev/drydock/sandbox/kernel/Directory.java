package dev.drydock.sandbox.kernel;

import static dev.drydock.sandbox.kernel.RawCalls.number;
import static dev.drydock.sandbox.kernel.RawCalls.syscall;
import static dev.drydock.sandbox.kernel.RawCalls.zeroEnded;

import dev.drydock.io.ByteNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. Calls that name its children act in this directory and nowhere else: no symlink is
 * followed, whatever somebody made of its path in the meantime. Names are {@link ByteNames} of one component; "." is the
 * directory itself.
 */
public final class Directory implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int STATX_BASIC_STATS_AND_BIRTH = 0xFFF;
    private static final int UTIME_OMIT = 0x3FFFFFFE;
    private static final long FS_IOC_GETFLAGS = 0x80086601L;
    private static final long FS_IOC_SETFLAGS = 0x40086602L;
    /** {@code FS_TOPDIR_FL}, 0x20000. */
    private static final int FS_TOPDIR_BYTE = 2;

    private static final int FS_TOPDIR_BIT = 2;
    private static final int LISTING = 32 * 1024;
    private static final int LONGEST_PATH = 4096;

    private final int descriptor;
    private final String shown;

    private Directory(int descriptor, String shown) {
        this.descriptor = descriptor;
        this.shown = shown;
    }

    /** A directory of the host, by a path that may contain symlinks. */
    public static Directory open(Path path) throws IOException {
        return openAt(AT_FDCWD, path.toString(), OpenFlags.READ | OpenFlags.DIRECTORY, path.toString());
    }

    /** A child that must be a directory, not a symlink to one. */
    public Directory directory(String name) throws IOException {
        return openAt(descriptor, name, OpenFlags.READ | OpenFlags.DIRECTORY | OpenFlags.NO_FOLLOW, show(name));
    }

    private static Directory openAt(int base, String name, int flags, String shown) throws IOException {
        long result = syscall(number(SystemCall.OPENAT), base, zeroEnded(name), flags | OpenFlags.CLOSE_ON_EXEC, 0, 0);
        return new Directory((int) RawCalls.check(result, SystemCall.OPENAT, shown), shown);
    }

    /**
     * A child, opened as the flags say and never followed.
     *
     * @param mode of a new file, exempt from no umask
     */
    public OpenFile file(String name, int flags, int mode) throws IOException {
        long opened = syscall(
                number(SystemCall.OPENAT),
                descriptor,
                zeroEnded(name),
                flags | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC,
                mode,
                0);
        return new OpenFile((int) check(opened, SystemCall.OPENAT, name), shown, name);
    }

    public void makeDirectory(String name, int mode) throws IOException {
        check(syscall(number(SystemCall.MKDIRAT), descriptor, zeroEnded(name), mode, 0, 0), SystemCall.MKDIRAT, name);
    }

    /** @param mode type and permissions of a device, fifo or socket */
    public void makeNode(String name, int mode, int major, int minor) throws IOException {
        long device = minor & 0xFF | (long) major << 8 | (long) (minor & ~0xFF) << 12;
        check(
                syscall(number(SystemCall.MKNODAT), descriptor, zeroEnded(name), mode, device, 0),
                SystemCall.MKNODAT,
                name);
    }

    public void makeSymlink(String name, String target) throws IOException {
        check(
                syscall(number(SystemCall.SYMLINKAT), zeroEnded(target), descriptor, zeroEnded(name)),
                SystemCall.SYMLINKAT,
                name);
    }

    /** Makes a second name for a file, which is not followed if it is a symlink. */
    public void makeLink(String name, Directory other, String existing) throws IOException {
        RawCalls.check(
                syscall(
                        number(SystemCall.LINKAT),
                        other.descriptor,
                        zeroEnded(existing),
                        descriptor,
                        zeroEnded(name),
                        0),
                SystemCall.LINKAT,
                show(name) + " to " + other.show(existing));
    }

    /** Replaces what has the new name, as rename(2) does. */
    public void rename(String name, Directory to, String newName) throws IOException {
        RawCalls.check(
                syscall(
                        number(SystemCall.RENAMEAT2),
                        descriptor,
                        zeroEnded(name),
                        to.descriptor,
                        zeroEnded(newName),
                        0),
                SystemCall.RENAMEAT2,
                show(name) + " to " + to.show(newName));
    }

    public void removeFile(String name) throws IOException {
        remove(name, 0);
    }

    public void removeDirectory(String name) throws IOException {
        remove(name, AT_REMOVEDIR);
    }

    private void remove(String name, int flags) throws IOException {
        check(unlink(name, flags), SystemCall.UNLINKAT, name);
    }

    private long unlink(String name, int flags) {
        return syscall(number(SystemCall.UNLINKAT), descriptor, zeroEnded(name), flags, 0, 0);
    }

    /** Removes a child and everything in it; no error if there is none. */
    public void removeTree(String name) throws IOException {
        // Most are no directories, and the kernel says so of those that are.
        long removed = unlink(name, 0);
        if (removed != -1 || RawCalls.lastError() == Errno.ENOENT) {
            return;
        }
        var status = find(name);
        if (status == null) {
            return;
        }
        if (!status.isDirectory()) {
            removeFile(name);
            return;
        }
        try (var child = directory(name)) {
            for (String grandchild : child.list()) {
                child.removeTree(grandchild);
            }
        }
        removeDirectory(name);
    }

    public FileStatus status(String name) throws IOException {
        byte[] buffer = new byte[FileStatus.STATX_SIZE];
        check(statx(name, buffer), SystemCall.STATX, name);
        return FileStatus.ofStatx(buffer);
    }

    /** As {@link #status}, null if there is no such child. */
    public @Nullable FileStatus find(String name) throws IOException {
        byte[] buffer = new byte[FileStatus.STATX_SIZE];
        long result = statx(name, buffer);
        if (result == -1 && RawCalls.lastError() == Errno.ENOENT) {
            return null;
        }
        check(result, SystemCall.STATX, name);
        return FileStatus.ofStatx(buffer);
    }

    private long statx(String name, byte[] buffer) {
        int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT;
        return syscall(
                number(SystemCall.STATX), descriptor, zeroEnded(name), flags, STATX_BASIC_STATS_AND_BIRTH, buffer);
    }

    public String symlinkTarget(String name) throws IOException {
        byte[] buffer = new byte[LONGEST_PATH];
        long length = check(
                syscall(number(SystemCall.READLINKAT), descriptor, zeroEnded(name), buffer, buffer.length),
                SystemCall.READLINKAT,
                name);
        return ByteNames.decode(buffer, 0, (int) length);
    }

    /** The names of the children, in the order of their bytes, without "." and "..". */
    public List<String> list() throws IOException {
        // A descriptor of its own, as reading moves the position and this one may be in use by others.
        try (var self = directory(".")) {
            var names = self.readNames();
            names.sort(ByteNames.BYTE_ORDER);
            return names;
        }
    }

    private List<String> readNames() throws IOException {
        var buffer = ByteBuffer.allocateDirect(LISTING).order(ByteOrder.LITTLE_ENDIAN);
        var names = new ArrayList<String>();
        while (true) {
            int size = (int) check(
                    syscall(number(SystemCall.GETDENTS64), descriptor, buffer, LISTING), SystemCall.GETDENTS64, ".");
            if (size == 0) {
                return names;
            }
            for (int at = 0; at < size; at += buffer.getShort(at + 16)) {
                String name = readName(buffer, at + 19);
                if (!name.equals(".") && !name.equals("..")) {
                    names.add(name);
                }
            }
        }
    }

    private static String readName(ByteBuffer buffer, int start) {
        int end = start;
        while (buffer.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        buffer.get(start, name);
        return ByteNames.decode(name);
    }

    /** Changes the owner, which also clears set-id bits and file capabilities. */
    public void setOwner(String name, long uid, long gid) throws IOException {
        RawCalls.check(
                syscall(number(SystemCall.FCHOWNAT), descriptor, zeroEnded(name), uid, gid, AT_SYMLINK_NOFOLLOW),
                SystemCall.FCHOWNAT,
                show(name) + " to " + uid + ":" + gid);
    }

    /** Must not be called for a symlink, which has no mode and would be followed. */
    public void setMode(String name, int mode) throws IOException {
        check(syscall(number(SystemCall.FCHMODAT), descriptor, zeroEnded(name), mode, 0, 0), SystemCall.FCHMODAT, name);
    }

    /** Sets access and modification time. */
    public void setTimes(String name, Instant time) throws IOException {
        setTimes(name, time.getEpochSecond(), time.getNano(), time);
    }

    /** Sets the modification time alone. */
    public void setModified(String name, Instant time) throws IOException {
        setTimes(name, 0, UTIME_OMIT, time);
    }

    private void setTimes(String name, long accessSeconds, int accessNanos, Instant modified) throws IOException {
        byte[] times = times(accessSeconds, accessNanos, modified);
        check(
                syscall(number(SystemCall.UTIMENSAT), descriptor, zeroEnded(name), times, AT_SYMLINK_NOFOLLOW),
                SystemCall.UTIMENSAT,
                name);
    }

    /** Two {@code struct timespec}: of the last access, of the last modification. */
    static byte[] times(long accessSeconds, int accessNanos, Instant modified) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(accessSeconds)
                .putLong(accessNanos)
                .putLong(modified.getEpochSecond())
                .putLong(modified.getNano())
                .array();
    }

    public void setXattr(String name, String attribute, byte[] value) throws IOException {
        RawCalls.check(
                syscall(
                        number(SystemCall.LSETXATTR),
                        throughProc(name),
                        zeroEnded(attribute),
                        value.length == 0 ? null : value,
                        value.length,
                        0),
                SystemCall.LSETXATTR,
                attribute + " of " + show(name));
    }

    public void removeXattr(String name, String attribute) throws IOException {
        RawCalls.check(
                syscall(number(SystemCall.LREMOVEXATTR), throughProc(name), zeroEnded(attribute), null, 0, 0),
                SystemCall.LREMOVEXATTR,
                attribute + " of " + show(name));
    }

    /** The extended attributes, by name; empty where the file system has none. */
    public Map<String, byte[]> xattrs(String name) throws IOException {
        byte[] path = throughProc(name);
        byte[] names = new byte[1024];
        long length = syscall(number(SystemCall.LLISTXATTR), path, names, names.length);
        if (length == -1 && RawCalls.lastError() == Errno.ERANGE) {
            names = new byte[ExtendedAttribute.LARGEST];
            length = syscall(number(SystemCall.LLISTXATTR), path, names, names.length);
        }
        if (length == -1 && RawCalls.lastError() == Errno.EOPNOTSUPP) {
            return Map.of();
        }
        check(length, SystemCall.LLISTXATTR, name);
        if (length == 0) {
            return Map.of();
        }
        var attributes = new TreeMap<String, byte[]>();
        for (String attribute : ByteNames.decode(names, 0, (int) length).split("\0")) {
            xattr(name, attribute).ifPresent(value -> attributes.put(attribute, value));
        }
        return new LinkedHashMap<>(attributes);
    }

    /** The value of an extended attribute, if there is one that may be read. */
    public Optional<byte[]> xattr(String name, String attribute) throws IOException {
        byte[] path = throughProc(name);
        byte[] wanted = zeroEnded(attribute);
        return ExtendedAttribute.read(
                value -> syscall(number(SystemCall.LGETXATTR), path, wanted, value, value.length, 0),
                SystemCall.LGETXATTR,
                () -> attribute + " of " + show(name));
    }

    /** The calls for extended attributes take no directory; the last component is still not followed. */
    private byte[] throughProc(String name) {
        return zeroEnded("/proc/self/fd/" + descriptor + "/" + name);
    }

    /**
     * Tells the file system that the directories in this one have nothing to do with each other, so that it need not keep their
     * files together. Only ext4 listens, see {@code T} in chattr(1); nothing happens elsewhere.
     */
    public void holdUnrelatedTrees() {
        byte[] flags = new byte[8];
        if (syscall(number(SystemCall.IOCTL), descriptor, FS_IOC_GETFLAGS, flags, null) == 0) {
            flags[FS_TOPDIR_BYTE] |= FS_TOPDIR_BIT;
            syscall(number(SystemCall.IOCTL), descriptor, FS_IOC_SETFLAGS, flags, null);
        }
    }

    /** Writes everything cached for the file system of this directory to its disk. */
    public void syncFileSystem() throws IOException {
        check(syscall(number(SystemCall.SYNCFS), descriptor, 0, 0, 0, 0), SystemCall.SYNCFS, ".");
    }

    /** A path to this directory itself, for calls that take nothing else; valid in this process while it is open. */
    public String path() {
        return "/proc/self/fd/" + descriptor;
    }

    /** Passes a result on, or throws what it means; only then it takes a text to say about which file. */
    private long check(long result, SystemCall call, String name) throws KernelException {
        if (result == -1) {
            throw RawCalls.failure(call, show(name), RawCalls.lastError());
        }
        return result;
    }

    private String show(String name) {
        return name.equals(".") ? shown : shown + "/" + name;
    }

    @Override
    public String toString() {
        return shown;
    }

    @Override
    public void close() {
        syscall(number(SystemCall.CLOSE), descriptor, 0, 0, 0, 0);
    }
}
