package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and writes records of owners by open descriptors, for one thread. */
final class OwnerRecords {

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INODE_AND_BIRTH = 0x900;
    private static final int LONGEST = 128;

    private final OwnerTable table;
    private final NativeMemory attribute = text(Owner.ATTRIBUTE);
    private final NativeMemory empty = new NativeMemory(8);
    private final NativeMemory name = new NativeMemory(64);
    private final NativeMemory path = new NativeMemory(ProcessFiles.LONGEST_PATH);
    private final NativeMemory value = new NativeMemory(LONGEST);
    private final NativeMemory status = new NativeMemory(256);

    OwnerRecords(OwnerTable table) {
        this.table = table;
    }

    private static NativeMemory text(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        var memory = new NativeMemory(bytes.length);
        memory.put(0, bytes);
        return memory;
    }

    /** @return null if nothing is recorded, which means root */
    @Nullable
    Owner find(int file) {
        long length = read("/proc/self/fd/" + file);
        if (length >= 0) {
            return Owner.parse(value.bytes(0, (int) length));
        }
        if (table.isEmpty() || !identify(file)) {
            return null;
        }
        return table.find(status.getLong(32), born());
    }

    /** Whether a file that a process has open may have a record; quicker than {@link #find}. */
    boolean mayHave(int pid, int descriptor) {
        return !table.isEmpty() || read("/proc/" + pid + "/fd/" + descriptor) >= 0;
    }

    /** Whether a file in a directory of a process may have a record, by its name alone, not followed if it is a symlink. */
    boolean mayHave(String directory, byte[] file) {
        if (!table.isEmpty()) {
            return true;
        }
        byte[] prefix = directory.getBytes(StandardCharsets.US_ASCII);
        path.put(0, prefix);
        path.put(prefix.length, file);
        path.put(prefix.length + file.length, new byte[1]);
        long length = Calls.call(SystemCall.LGETXATTR, path.address(), attribute.address(), value.address(), LONGEST);
        return length != -Errno.ENODATA;
    }

    private long read(String path) {
        name.put(0, (path + "\0").getBytes(StandardCharsets.US_ASCII));
        return Calls.call(SystemCall.GETXATTR, name.address(), attribute.address(), value.address(), LONGEST);
    }

    /** Whether there are files whose owner is in the table. */
    boolean hasSpecial() {
        return !table.isEmpty();
    }

    /** @return whether it was in the table */
    boolean isInTable(int file) {
        return identify(file) && table.find(status.getLong(32), born()) != null;
    }

    /** @return 0 or a negative error number */
    long record(int file, Owner owner) {
        name.put(0, ("/proc/self/fd/" + file + "\0").getBytes(StandardCharsets.US_ASCII));
        long result;
        if (owner.isDefault()) {
            result = Calls.call(SystemCall.REMOVEXATTR, name.address(), attribute.address(), 0, 0);
            if (result == -Errno.ENODATA) {
                result = 0;
            }
        } else {
            byte[] bytes = owner.encode();
            value.put(0, bytes);
            result = Calls.call(
                    SystemCall.SETXATTR, name.address(), attribute.address(), value.address(), bytes.length, 0, 0);
        }
        if (result != -Errno.EPERM && result != -Errno.EOPNOTSUPP) {
            return result;
        }
        if (!identify(file)) {
            return -Errno.EIO;
        }
        table.record(status.getLong(32), born(), owner);
        return 0;
    }

    private Instant born() {
        return Instant.ofEpochSecond(status.getLong(80), status.getInt(88));
    }

    private boolean identify(int file) {
        return Calls.call(
                        SystemCall.STATX,
                        file,
                        empty.address(),
                        AT_EMPTY_PATH,
                        STATX_INODE_AND_BIRTH,
                        status.address(),
                        0)
                == 0;
    }
}
