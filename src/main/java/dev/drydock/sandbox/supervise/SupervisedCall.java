package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Architecture;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** System calls the supervisor is asked about, with their numbers on x86-64 and arm64, and where their arguments are. */
enum SupervisedCall {
    OPEN(2, -1, 0, Kind.OPEN, 1),
    OPENAT(257, 56, 1, Kind.OPEN, 2),
    STAT(4, -1, 0, Kind.STAT, -1),
    LSTAT(6, -1, 0, Kind.STAT, -1),
    NEWFSTATAT(262, 79, 1, Kind.STAT, 3),
    STATX(332, 291, 1, Kind.STATX, 2),
    READLINK(89, -1, 0, Kind.READLINK, -1),
    READLINKAT(267, 78, 1, Kind.READLINK, -1),
    ACCESS(21, -1, 0, Kind.ACCESS, -1),
    FACCESSAT(269, 48, 1, Kind.ACCESS, -1),
    FACCESSAT2(439, 439, 1, Kind.ACCESS, 3),
    EXECVE(59, 221, 0, Kind.EXECUTE, -1),
    GETXATTR(191, 8, 0, Kind.ATTRIBUTE, -1),
    LGETXATTR(192, 9, 0, Kind.ATTRIBUTE, -1),
    UNAME(63, 160, -1, Kind.UNAME, -1);

    /** The action to take. */
    enum Kind {
        OPEN,
        STAT,
        STATX,
        READLINK,
        ACCESS,
        ATTRIBUTE,
        EXECUTE,
        UNAME
    }

    private static final SupervisedCall[] ALL = values();

    private final int amd64;
    private final int arm64;
    /** Which argument is the path; the one after it is the result, the mode, or the flags. -1 for none. */
    final int path;

    final Kind kind;
    /** Which argument has the flags, -1 for none. */
    final int flags;

    SupervisedCall(int amd64, int arm64, int path, Kind kind, int flags) {
        this.amd64 = amd64;
        this.arm64 = arm64;
        this.path = path;
        this.kind = kind;
        this.flags = flags;
    }

    private int number(Architecture architecture) {
        return architecture == Architecture.AMD64 ? amd64 : arm64;
    }

    static int[] numbers(Architecture architecture) {
        return Arrays.stream(ALL)
                .mapToInt(call -> call.number(architecture))
                .filter(number -> number >= 0)
                .toArray();
    }

    static @Nullable SupervisedCall of(int number, Architecture architecture) {
        for (var call : ALL) {
            if (call.number(architecture) == number) {
                return call;
            }
        }
        return null;
    }
}
