package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.charset.StandardCharsets;

/** The memory of other processes, for one thread. A failure is returned as a negative error number, as system calls do. */
public final class ProcessMemory {

    private static final int PAGE = 4096;
    /** As much as most texts have. */
    private static final int PIECE = 256;

    private static final int AT_FDCWD = -100;
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int CLOSE_ON_EXEC = 02000000;

    private final NativeMemory local = new NativeMemory(16);
    private final NativeMemory remote = new NativeMemory(16);
    private final NativeMemory name = new NativeMemory(64);
    /** Docker's older profiles forbid process_vm_readv; then /proc/PID/mem is used for all. */
    private boolean direct = true;

    /** Reads at most so much, and not beyond the end of a page, behind which there may be nothing. */
    public long read(int pid, long address, NativeMemory into, int offset, int length) {
        int here = (int) Math.min(length, PAGE - (address & (PAGE - 1)));
        return transfer(pid, address, into.address() + offset, here, false);
    }

    /**
     * Reads all of it, across the ends of pages.
     *
     * @return the length, or less or a negative error number if some of it cannot be read
     */
    public long readAll(int pid, long address, NativeMemory into, int length) {
        int end = 0;
        while (end < length) {
            long count = read(pid, address + end, into, end, length - end);
            if (count <= 0) {
                return end == 0 ? count : end;
            }
            end += (int) count;
        }
        return end;
    }

    /**
     * Reads a text with its final zero.
     *
     * @return its length without the zero, or a negative error number; one that does not fit is too long a name
     */
    public int readText(int pid, long address, NativeMemory into, int size) {
        int length = 0;
        for (int end = 0; end < size; ) {
            long count = read(pid, address + end, into, end, Math.min(size - end, PIECE));
            if (count <= 0) {
                return count == 0 ? -Errno.EFAULT : (int) count;
            }
            end += (int) count;
            for (; length < end; length++) {
                if (into.getByte(length) == 0) {
                    return length;
                }
            }
        }
        return -Errno.ENAMETOOLONG;
    }

    /** Writes all of it. */
    public long write(int pid, long address, NativeMemory from, int length) {
        return transfer(pid, address, from.address(), length, true);
    }

    /** Writes where the process itself could not, as into its constants. */
    long force(int pid, long address, NativeMemory from, int length) {
        return ProcessStatus.of(pid).as(() -> throughProc(pid, address, from.address(), length, true));
    }

    private long transfer(int pid, long address, long mine, int length, boolean write) {
        if (direct) {
            local.putLong(0, mine);
            local.putLong(8, length);
            remote.putLong(0, address);
            remote.putLong(8, length);
            var call = write ? SystemCall.PROCESS_VM_WRITEV : SystemCall.PROCESS_VM_READV;
            long result = Calls.call(call, pid, local.address(), 1, remote.address(), 1, 0);
            if (result == -Errno.ENOSYS) {
                direct = false;
            } else if (result != -Errno.EPERM) {
                return result;
            }
        }
        return ProcessStatus.of(pid).as(() -> throughProc(pid, address, mine, length, write));
    }

    private long throughProc(int pid, long address, long mine, int length, boolean write) {
        name.put(0, ("/proc/" + pid + "/mem\0").getBytes(StandardCharsets.US_ASCII));
        long file = Calls.call(SystemCall.OPENAT, AT_FDCWD, name.address(), (write ? WRITE : READ) | CLOSE_ON_EXEC, 0);
        if (file < 0) {
            return file;
        }
        var call = write ? SystemCall.PWRITE64 : SystemCall.PREAD64;
        long result = Calls.call(call, file, mine, length, address);
        Calls.close((int) file);
        return result;
    }
}
