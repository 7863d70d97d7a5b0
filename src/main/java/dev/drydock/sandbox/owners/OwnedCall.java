package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.seccomp.FilterAction;
import dev.drydock.sandbox.seccomp.FilterProgram;
import java.util.HashMap;
import java.util.Map;

/**
 * System calls in which it shows who a process is or whom a file belongs to, with their numbers on x86-64 and arm64 (-1 where there
 * is none), and which arguments name the file.
 */
enum OwnedCall {
    CHOWN(92, -1, Kind.CHANGE_OWNER, -1, 0),
    LCHOWN(94, -1, Kind.CHANGE_OWNER, -1, 0),
    FCHOWNAT(260, 54, Kind.CHANGE_OWNER, 0, 1),
    FCHOWN(93, 55, Kind.CHANGE_OWNER, 0, -1),
    STAT(4, -1, Kind.STATUS, -1, 0),
    LSTAT(6, -1, Kind.STATUS, -1, 0),
    NEWFSTATAT(262, 79, Kind.STATUS, 0, 1),
    FSTAT(5, 80, Kind.STATUS, 0, -1),
    STATX(332, 291, Kind.STATUS, 0, 1),
    LISTXATTR(194, 11, Kind.LIST_ATTRIBUTES, -1, 0),
    LLISTXATTR(195, 12, Kind.LIST_ATTRIBUTES, -1, 0),
    FLISTXATTR(196, 13, Kind.LIST_ATTRIBUTES, 0, -1),
    OPEN(2, -1, Kind.OPEN, -1, 0),
    CREAT(85, -1, Kind.OPEN, -1, 0),
    OPENAT(257, 56, Kind.OPEN, 0, 1),
    OPENAT2(437, 437, Kind.OPEN, 0, 1),
    MKDIR(83, -1, Kind.MAKE, -1, 0),
    MKDIRAT(258, 34, Kind.MAKE, 0, 1),
    MKNOD(133, -1, Kind.MAKE, -1, 0),
    MKNODAT(259, 33, Kind.MAKE, 0, 1),
    SYMLINK(88, -1, Kind.MAKE, -1, 1),
    SYMLINKAT(266, 36, Kind.MAKE, 1, 2),
    ACCESS(21, -1, Kind.ACCESS, -1, 0),
    FACCESSAT(269, 48, Kind.ACCESS, 0, 1),
    FACCESSAT2(439, 439, Kind.ACCESS, 0, 1),
    UNLINK(87, -1, Kind.REMOVE, -1, 0),
    UNLINKAT(263, 35, Kind.REMOVE, 0, 1),
    RMDIR(84, -1, Kind.REMOVE, -1, 0),
    RENAME(82, -1, Kind.RENAME, -1, 0),
    RENAMEAT(264, 38, Kind.RENAME, 0, 1),
    RENAMEAT2(316, 276, Kind.RENAME, 0, 1),
    LINK(86, -1, Kind.LINK, -1, 0),
    LINKAT(265, 37, Kind.LINK, 0, 1),
    CHMOD(90, -1, Kind.DESCRIBE, -1, 0),
    FCHMOD(91, 52, Kind.DESCRIBE, 0, -1),
    FCHMODAT(268, 53, Kind.DESCRIBE, 0, 1),
    FCHMODAT2(452, 452, Kind.DESCRIBE, 0, 1),
    UTIMENSAT(280, 88, Kind.DESCRIBE, 0, 1),
    TRUNCATE(76, 45, Kind.TRUNCATE, -1, 0),
    CHROOT(161, 51, Kind.CHANGE_ROOT, -1, 0),
    EXECVE(59, 221, Kind.EXECUTE, -1, 0),
    EXECVEAT(322, 281, Kind.EXECUTE, 0, 1),
    EXIT_GROUP(231, 94, Kind.END, -1, -1),
    GETUID(102, 174, Kind.IDENTITY, -1, -1),
    GETEUID(107, 175, Kind.IDENTITY, -1, -1),
    GETGID(104, 176, Kind.IDENTITY, -1, -1),
    GETEGID(108, 177, Kind.IDENTITY, -1, -1),
    GETRESUID(118, 148, Kind.IDENTITY, -1, -1),
    GETRESGID(120, 150, Kind.IDENTITY, -1, -1),
    GETGROUPS(115, 158, Kind.IDENTITY, -1, -1),
    SETUID(105, 146, Kind.IDENTITY, -1, -1),
    SETGID(106, 144, Kind.IDENTITY, -1, -1),
    SETREUID(113, 145, Kind.IDENTITY, -1, -1),
    SETREGID(114, 143, Kind.IDENTITY, -1, -1),
    SETRESUID(117, 147, Kind.IDENTITY, -1, -1),
    SETRESGID(119, 149, Kind.IDENTITY, -1, -1),
    SETFSUID(122, 151, Kind.IDENTITY, -1, -1),
    SETFSGID(123, 152, Kind.IDENTITY, -1, -1),
    SETGROUPS(116, 159, Kind.IDENTITY, -1, -1);

    /** The matter of a call. */
    enum Kind {
        CHANGE_OWNER,
        STATUS,
        LIST_ATTRIBUTES,
        OPEN,
        MAKE,
        ACCESS,
        REMOVE,
        RENAME,
        LINK,
        DESCRIBE,
        TRUNCATE,
        CHANGE_ROOT,
        EXECUTE,
        END,
        IDENTITY
    }

    private static final int CHANGING =
            OpenFlags.WRITE | OpenFlags.READ_WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE | OpenFlags.UNNAMED;

    private final int amd64;
    private final int arm64;
    final Kind kind;

    /** Which argument is the directory that a path begins in, or without a path the file itself. */
    final int directory;

    /** Which argument is the path. */
    final int path;

    OwnedCall(int amd64, int arm64, Kind kind, int directory, int path) {
        this.amd64 = amd64;
        this.arm64 = arm64;
        this.kind = kind;
        this.directory = directory;
        this.path = path;
    }

    private int number(Architecture architecture) {
        return architecture == Architecture.AMD64 ? amd64 : arm64;
    }

    static Map<Integer, OwnedCall> byNumber(Architecture architecture) {
        var all = new HashMap<Integer, OwnedCall>();
        for (var call : values()) {
            if (call.number(architecture) >= 0) {
                all.put(call.number(architecture), call);
            }
        }
        return all;
    }

    /**
     * Asks about all of them; of files that are opened, about those that may be made or written to.
     *
     * @param reading whether also about those that are only read
     */
    static byte[] filter(Architecture architecture, boolean reading) {
        var asked = FilterProgram.of(FilterAction.ASK);
        var calls = new FilterProgram().loadNumber();
        byNumber(architecture).forEach((number, call) -> {
            boolean opens = !reading && (call == OPEN || call == OPENAT);
            calls.ifEqual(number, opens ? changing(call, asked) : asked);
        });
        calls.then(FilterAction.ALLOW);
        return FilterProgram.ofOwnCalls(architecture, calls).toBytes();
    }

    private static FilterProgram changing(OwnedCall call, FilterProgram asked) {
        return new FilterProgram()
                .loadArgument(call.path + 1)
                .ifAnySet(CHANGING, asked)
                .then(FilterAction.ALLOW);
    }
}
