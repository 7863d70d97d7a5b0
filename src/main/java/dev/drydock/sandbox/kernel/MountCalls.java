package dev.drydock.sandbox.kernel;

import static dev.drydock.sandbox.kernel.RawCalls.check;
import static dev.drydock.sandbox.kernel.RawCalls.number;
import static dev.drydock.sandbox.kernel.RawCalls.syscall;
import static dev.drydock.sandbox.kernel.RawCalls.zeroEnded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** MountCalls of this process's mount namespace; paths are {@code ByteNames} and symlinks in them are followed. */
public final class MountCalls {

    public static final long READ_ONLY = 1;
    public static final long NO_SET_ID = 2;
    public static final long NO_DEVICES = 4;
    public static final long NO_EXECUTION = 8;
    public static final long REMOUNT = 32;
    public static final long BIND = 4096;
    public static final long RECURSIVE = 16384;
    public static final long PRIVATE = 1 << 18;
    public static final long SLAVE = 1 << 19;

    /** Let go of a mount now, whoever still uses it. */
    public static final int DETACH = 2;

    private static final long NO_ACCESS_TIMES = 1024 | 2048;
    private static final long RELATIVE_TIMES = 1 << 21;
    private static final int AT_FDCWD = -100;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int STATFS_SIZE = 120;
    private static final int STATFS_FLAGS = 80;
    /** The flag by which statfs(2) reports {@link #RELATIVE_TIMES}; the other flags are the same in both. */
    private static final long STATFS_RELATIVE_TIMES = 4096;

    private MountCalls() {}

    /** @param options what the type of file system understands; at most 4095 bytes */
    public static void mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String options)
            throws IOException {
        check(
                syscall(
                        number(SystemCall.MOUNT),
                        source == null ? null : zeroEnded(source),
                        zeroEnded(target),
                        type == null ? null : zeroEnded(type),
                        flags,
                        options == null ? null : zeroEnded(options)),
                SystemCall.MOUNT,
                (type == null ? source : type) + " on " + target);
    }

    /** Makes a file or directory appear in another place as well, with what is mounted below it. */
    public static void bind(String source, String target) throws IOException {
        mount(source, target, null, BIND | RECURSIVE, null);
    }

    /**
     * Forbids something on a mount and all below it, in addition to what is forbidden already.
     *
     * @param readOnly whether nothing can be changed; device nodes cannot be opened in any case
     */
    public static void restrict(String target, boolean readOnly) throws IOException {
        byte[] attributes = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(NO_DEVICES | (readOnly ? READ_ONLY : 0))
                .array();
        long result = syscall(
                number(SystemCall.MOUNT_SETATTR),
                AT_FDCWD,
                zeroEnded(target),
                AT_RECURSIVE,
                attributes,
                attributes.length);
        if (result == -1 && (RawCalls.lastError() == Errno.ENOSYS || RawCalls.lastError() == Errno.EPERM)) {
            // Kernels before 5.12, and containers that forbid what they do not know: this mount alone, as it is and
            // more.
            remount(target, NO_DEVICES | (readOnly ? READ_ONLY : 0));
            return;
        }
        check(result, SystemCall.MOUNT_SETATTR, target);
    }

    private static void remount(String target, long more) throws IOException {
        byte[] statfs = new byte[STATFS_SIZE];
        check(syscall(number(SystemCall.STATFS), zeroEnded(target), statfs, 0), SystemCall.STATFS, target);
        long now = ByteBuffer.wrap(statfs).order(ByteOrder.LITTLE_ENDIAN).getLong(STATFS_FLAGS);
        long flags = now & (READ_ONLY | NO_SET_ID | NO_DEVICES | NO_EXECUTION | NO_ACCESS_TIMES)
                | ((now & STATFS_RELATIVE_TIMES) != 0 ? RELATIVE_TIMES : 0);
        mount(null, target, null, REMOUNT | BIND | flags | more, null);
    }

    /** Takes a mount and all on top of it away. */
    public static void detach(String target) throws IOException {
        check(syscall(number(SystemCall.UMOUNT2), zeroEnded(target), DETACH), SystemCall.UMOUNT2, target);
    }
}
