package dev.drydock.sandbox.kernel;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.drydock.io.ByteNames;
import java.nio.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/**
 * The functions of libc behind this package, as they are. All system calls go through {@code syscall(2)}: old versions of
 * libc have no {@code statx} or {@code mknodat} to link to. The overloads differ only in which arguments are memory; where
 * the call allows it, null is the null pointer.
 */
@NullUnmarked
final class RawCalls {

    static final Architecture ARCHITECTURE = Architecture.current()
            .orElseThrow(() -> new IllegalStateException(
                    "no system calls on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")));

    static {
        Native.register(RawCalls.class, NativeLibrary.getProcess());
    }

    private RawCalls() {}

    static native long syscall(long number, long a, long b, long c, long d, long e);

    /** Numbers and addresses alone, the fastest way through. */
    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native long syscall(long number, long a, Buffer b, long c);

    static native long syscall(long number, byte[] a, long b);

    static native long syscall(long number, byte[] a, byte[] b, long c);

    static native long syscall(long number, long a, byte[] b, long c, long d, long e);

    static native long syscall(long number, long a, byte[] b, byte[] c, long d);

    static native long syscall(long number, byte[] a, long b, byte[] c);

    static native long syscall(long number, long a, byte[] b, long c, byte[] d, long e);

    static native long syscall(long number, long a, byte[] b, long c, long d, byte[] e);

    static native long syscall(long number, byte[] a, byte[] b, byte[] c, long d, long e);

    static native long syscall(long number, byte[] a, byte[] b, byte[] c, long d, byte[] e);

    static native long syscall(long number, long a, long b, byte[] c, byte[] d);

    static native int posix_spawn(
            int[] pid, byte[] path, Pointer fileActions, Pointer attributes, Pointer argv, Pointer envp);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static long number(SystemCall call) {
        return call.number(ARCHITECTURE);
    }

    /** Passes a result on, or throws what it means. */
    static long check(long result, SystemCall call, String subject) throws KernelException {
        if (result == -1) {
            throw failure(call, subject, Native.getLastError());
        }
        return result;
    }

    static int lastError() {
        return Native.getLastError();
    }

    static KernelException failure(SystemCall call, String subject, int errno) {
        return new KernelException(call.name().toLowerCase(java.util.Locale.ROOT) + " " + subject, errno);
    }

    /** A name as the kernel takes it: its bytes and a final zero. */
    static byte[] zeroEnded(String name) {
        byte[] bytes = ByteNames.encode(name);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
