package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.charset.StandardCharsets;

/**
 * Symlinks and fifos whose owner changes. They can have no attribute, so they go by their inode; but one that overlayfs copies
 * up has the number of the lower file as long as the kernel remembers that, and then another. So it is made anew in its place, and
 * has a number of its own from the beginning.
 */
final class SpecialFiles {

    private static final String TEMPORARY = ".drydock-owner";

    private final ProcessFiles files;
    private final StatusBuffer status = new StatusBuffer();
    private final StatusBuffer parentStatus = new StatusBuffer();
    private final NativeMemory empty = new NativeMemory(8);
    private final NativeMemory text = new NativeMemory(2 * ProcessFiles.LONGEST_PATH);
    private final NativeMemory target = new NativeMemory(ProcessFiles.LONGEST_PATH);
    private final NativeMemory name = new NativeMemory(512);
    private final NativeMemory temporary = new NativeMemory(64);
    private final NativeMemory times = new NativeMemory(32);

    SpecialFiles(ProcessFiles files) {
        this.files = files;
    }

    /** @return a descriptor of the new file, 0 if this one is good, or a negative error number */
    int replace(int pid, int file, OwnerRecords records) {
        return isSpecial(file) && !records.isInTable(file) ? replace(pid, file) : 0;
    }

    /** Before a name changes, with which overlayfs copies a lower file up: the new one has its owner. */
    void keepOwner(int pid, int file, OwnerRecords records) {
        var owner = isSpecial(file) ? records.find(file) : null;
        int made = owner == null ? 0 : replace(pid, file);
        if (owner != null && made > 0) {
            records.record(made, owner);
            Calls.close(made);
        }
    }

    private boolean isSpecial(int file) {
        if (status.stat(file) != 0) {
            return false;
        }
        int type = status.mode() & FileStatus.TYPE;
        return type == FileStatus.SYMLINK || type == FileStatus.FIFO;
    }

    private int replace(int pid, int file) {
        int type = status.mode() & FileStatus.TYPE;
        text.put(0, ("/proc/self/fd/" + file + "\0").getBytes(StandardCharsets.US_ASCII));
        long length = Calls.call(
                SystemCall.READLINKAT,
                ProcessFiles.AT_FDCWD,
                text.address(),
                text.address() + 64,
                ProcessFiles.LONGEST_PATH);
        if (length <= 1) {
            return 0;
        }
        byte[] path = text.bytes(64, (int) length);
        int slash = path.length - 1;
        while (slash > 0 && path[slash] != '/') {
            slash--;
        }
        if (path[slash] != '/' || path.length - slash > 256) {
            return 0;
        }
        name.put(0, java.util.Arrays.copyOfRange(path, slash + 1, path.length + 1));
        text.put(64, path);
        text.put(64 + Math.max(1, slash), new byte[1]);
        int parent = files.fromRoot(pid, text.address() + 64, OpenFlags.DIRECTORY);
        if (parent < 0) {
            return 0;
        }
        try {
            return replace(parent, file, type);
        } finally {
            Calls.close(parent);
        }
    }

    private int replace(int parent, int file, int type) {
        temporary.put(0, (TEMPORARY + Thread.currentThread().getId() + "\0").getBytes(StandardCharsets.US_ASCII));
        parentStatus.stat(parent);
        long made;
        if (type == FileStatus.SYMLINK) {
            long length = Calls.call(
                    SystemCall.READLINKAT, file, empty.address(), target.address(), ProcessFiles.LONGEST_PATH - 1);
            if (length < 0) {
                return (int) length;
            }
            target.put((int) length, new byte[1]);
            made = Calls.call(SystemCall.SYMLINKAT, target.address(), parent, temporary.address(), 0);
        } else {
            made = Calls.call(SystemCall.MKNODAT, parent, temporary.address(), status.mode(), 0);
        }
        if (made < 0) {
            return (int) made;
        }
        setTimes(parent, temporary.address(), status);
        long renamed = Calls.call(SystemCall.RENAMEAT2, parent, temporary.address(), parent, name.address(), 0, 0);
        setTimes(parent, 0, parentStatus);
        if (renamed < 0) {
            Calls.call(SystemCall.UNLINKAT, parent, temporary.address(), 0, 0);
            return (int) renamed;
        }
        int opened = (int) Calls.call(
                SystemCall.OPENAT,
                parent,
                name.address(),
                OpenFlags.PATH | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC,
                0);
        return opened == 0 ? -Errno.EIO : opened;
    }

    /**
     * Those of access and modification that a status has.
     *
     * @param name 0 for the directory itself
     */
    private void setTimes(int parent, long name, StatusBuffer like) {
        times.put(0, like.times());
        long path = name == 0 ? empty.address() : name;
        // The second flag says that the path may be empty.
        Calls.call(SystemCall.UTIMENSAT, parent, path, times.address(), 0x100 | (name == 0 ? 0x1000 : 0));
    }
}
