package dev.drydock.sandbox.kernel;

import static dev.drydock.sandbox.kernel.RawCalls.check;
import static dev.drydock.sandbox.kernel.RawCalls.number;
import static dev.drydock.sandbox.kernel.RawCalls.syscall;
import static dev.drydock.sandbox.kernel.RawCalls.zeroEnded;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Mounts of this process's mount namespace; paths are {@code ByteNames} and symlinks in them are followed. */
public final class Mounts {

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

    private Mounts() {}

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

    /** Takes a mount and all on top of it away. */
    public static void detach(String target) throws IOException {
        check(syscall(number(SystemCall.UMOUNT2), zeroEnded(target), DETACH), SystemCall.UMOUNT2, target);
    }
}
