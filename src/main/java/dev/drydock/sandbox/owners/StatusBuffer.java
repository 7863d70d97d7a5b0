package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.SystemCall;

/** The result of a stat(2) or statx(2) call, in which an owner can be put; for one thread. */
final class StatusBuffer {

    static final int STATX_SIZE = 256;

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int TYPE = FileStatus.TYPE;

    private static final boolean AMD64 = Calls.architecture() == Architecture.AMD64;
    /** Offsets in {@code struct stat}. */
    private static final int MODE = AMD64 ? 24 : 16;

    private static final int UID = AMD64 ? 28 : 24;
    private static final int GID = AMD64 ? 32 : 28;
    private static final int DEVICE = AMD64 ? 40 : 32;

    static final int STAT_SIZE = AMD64 ? 144 : 128;

    final NativeMemory memory = new NativeMemory(STATX_SIZE);
    private final NativeMemory empty = new NativeMemory(8);

    /** @return 0 or a negative error number */
    long stat(int file) {
        return Calls.call(SystemCall.NEWFSTATAT, file, empty.address(), memory.address(), AT_EMPTY_PATH);
    }

    long statx(int file, int flags, int mask) {
        return Calls.call(SystemCall.STATX, file, empty.address(), flags | AT_EMPTY_PATH, mask, memory.address(), 0);
    }

    int mode() {
        return memory.getInt(MODE);
    }

    /** Time of access and time of modification, seconds and nanoseconds each. */
    byte[] times() {
        return memory.bytes(72, 32);
    }

    /** Puts an owner into what {@link #stat} has written. */
    void putIntoStat(Owner owner) {
        memory.putInt(UID, owner.uid());
        memory.putInt(GID, owner.gid());
        if (owner.type() != 0) {
            memory.putInt(MODE, owner.type() | mode() & ~TYPE);
            long minor = owner.minor();
            memory.putLong(DEVICE, minor & 0xFF | (long) owner.major() << 8 | (minor & ~0xFFL) << 12);
        }
    }

    /** Puts it into what {@link #statx} has written. */
    void putIntoStatx(Owner owner) {
        memory.putInt(20, owner.uid());
        memory.putInt(24, owner.gid());
        if (owner.type() != 0) {
            memory.putInt(28, owner.type() | memory.getInt(28) & ~TYPE);
            memory.putInt(128, owner.major());
            memory.putInt(132, owner.minor());
        }
    }
}
