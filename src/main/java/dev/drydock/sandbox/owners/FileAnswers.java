package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.supervise.Answer;
import dev.drydock.sandbox.supervise.Notification;
import dev.drydock.sandbox.supervise.ProcessMemory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers about files that are there: whom they belong to, and that they are to belong to somebody else. */
final class FileAnswers {

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int LARGEST_LIST = 64 * 1024;

    private final ProcessMemory memory;
    private final ProcessFiles files;
    private final OwnerRecords records;
    private final SpecialFiles specials;
    private final StatusBuffer status = new StatusBuffer();
    private final NativeMemory empty = new NativeMemory(8);
    private final NativeMemory link = new NativeMemory(64);
    private @Nullable NativeMemory list;

    FileAnswers(ProcessMemory memory, ProcessFiles files, OwnerRecords records) {
        this.memory = memory;
        this.files = files;
        this.records = records;
        this.specials = new SpecialFiles(files);
    }

    /** The kernel answers for all files that belong to root. */
    Answer status(OwnedCall call, NativeMemory request) {
        int file = find(call, request, flags(call, request));
        if (file < 0) {
            return Answer.GO_ON;
        }
        try {
            var owner = records.find(file);
            return owner == null ? Answer.GO_ON : status(call, request, file, owner);
        } finally {
            Calls.close(file);
        }
    }

    private Answer status(OwnedCall call, NativeMemory request, int file, Owner owner) {
        boolean extended = call == OwnedCall.STATX;
        long result = extended
                ? status.statx(
                        file, flags(call, request) & ~AT_SYMLINK_NOFOLLOW, (int) Notification.argument(request, 3))
                : status.stat(file);
        if (result < 0) {
            return Answer.of(result);
        }
        if (extended) {
            status.putIntoStatx(owner);
        } else {
            status.putIntoStat(owner);
        }
        int buffer = extended ? 4 : Math.max(call.path, call.directory) + 1;
        long written = memory.write(
                Notification.pid(request),
                Notification.argument(request, buffer),
                status.memory,
                extended ? StatusBuffer.STATX_SIZE : StatusBuffer.STAT_SIZE);
        return written < 0 ? Answer.of(written) : Answer.ZERO;
    }

    private static int flags(OwnedCall call, NativeMemory request) {
        return switch (call) {
            case LSTAT, LCHOWN, LLISTXATTR -> AT_SYMLINK_NOFOLLOW;
            case NEWFSTATAT -> (int) Notification.argument(request, 3);
            case STATX -> (int) Notification.argument(request, 2);
            case FCHOWNAT -> (int) Notification.argument(request, 4);
            default -> 0;
        };
    }

    /** The file that a call is about; a quick look is enough to see that an open one is nobody's but root's. */
    private int find(OwnedCall call, NativeMemory request, int flags) {
        int pid = Notification.pid(request);
        int directory =
                call.directory < 0 ? ProcessFiles.AT_FDCWD : (int) Notification.argument(request, call.directory);
        if (call.path < 0 || (flags & AT_EMPTY_PATH) != 0 && isEmpty(pid, Notification.argument(request, call.path))) {
            boolean asks = call.kind != OwnedCall.Kind.CHANGE_OWNER && directory >= 0;
            return asks && !records.mayHave(pid, directory) ? -Errno.ENODATA : files.open(pid, directory);
        }
        boolean follow = (flags & AT_SYMLINK_NOFOLLOW) == 0;
        int read = files.read(pid, Notification.argument(request, call.path));
        if (read < 0) {
            return read;
        }
        byte[] name = follow || call.kind == OwnedCall.Kind.CHANGE_OWNER
                ? null
                : files.plainName().orElse(null);
        return name != null && !records.mayHave(ProcessFiles.directory(pid, directory), name)
                ? -Errno.ENODATA
                : files.find(pid, directory, follow);
    }

    private boolean isEmpty(int pid, long address) {
        return address == 0 || memory.read(pid, address, empty, 4, 1) == 1 && empty.getByte(4) == 0;
    }

    Answer changeOwner(OwnedCall call, NativeMemory request, Identity who) {
        int file = find(call, request, flags(call, request));
        if (file < 0) {
            return Answer.of(file);
        }
        try {
            int first = Math.max(call.path, call.directory) + 1;
            return changeOwner(
                    Notification.pid(request),
                    file,
                    (int) Notification.argument(request, first),
                    (int) Notification.argument(request, first + 1),
                    who);
        } finally {
            Calls.close(file);
        }
    }

    private Answer changeOwner(int pid, int file, int uid, int gid, Identity who) {
        var recorded = records.find(file);
        var before = recorded == null ? Owner.ROOT : recorded;
        if (!mayChange(before, uid, gid, who)) {
            return Answer.of(-Errno.EPERM);
        }
        int special = specials.replace(pid, file, records);
        if (special < 0) {
            return Answer.of(special);
        }
        int changed = special == 0 ? file : special;
        try {
            // By the kernel as well: it takes set-id bits and capabilities away, and makes overlayfs copy the file up.
            empty.putInt(0, 0);
            long result = Calls.call(SystemCall.FCHOWNAT, changed, empty.address(), 0, 0, AT_EMPTY_PATH, 0);
            return Answer.of(result < 0 ? result : records.record(changed, before.with(uid, gid)));
        } finally {
            if (special > 0) {
                Calls.close(special);
            }
        }
    }

    /** Before a file gets another name. */
    void keepOwner(OwnedCall call, NativeMemory request) {
        if (records.hasSpecial()) {
            int file = find(call, request, AT_SYMLINK_NOFOLLOW);
            if (file >= 0) {
                specials.keepOwner(Notification.pid(request), file, records);
                Calls.close(file);
            }
        }
    }

    /** Who is not root can give a file of their own to a group they are in. */
    private static boolean mayChange(Owner before, int uid, int gid, Identity who) {
        boolean own = before.uid() == who.users().files();
        return who.isPrivileged()
                || own && (uid == -1 || uid == before.uid()) && (gid == -1 || gid == before.gid() || who.isIn(gid));
    }

    /** Leaves our own attribute out. */
    Answer listAttributes(OwnedCall call, NativeMemory request) {
        int file = find(call, request, flags(call, request));
        if (file < 0) {
            return Answer.GO_ON;
        }
        try {
            if (records.find(file) == null) {
                return Answer.GO_ON;
            }
            var all = list == null ? new NativeMemory(LARGEST_LIST) : list;
            list = all;
            link.put(0, ("/proc/self/fd/" + file + "\0").getBytes(StandardCharsets.US_ASCII));
            long length = Calls.call(SystemCall.LISTXATTR, link.address(), all.address(), LARGEST_LIST, 0);
            if (length < 0) {
                return Answer.of(length);
            }
            byte[] names = withoutOurs(all.bytes(0, (int) length));
            long size = Notification.argument(request, 2);
            if (size == 0) {
                return Answer.of(names.length);
            }
            if (names.length > size) {
                return Answer.of(-Errno.ERANGE);
            }
            all.put(0, names);
            long written = names.length == 0
                    ? 0
                    : memory.write(Notification.pid(request), Notification.argument(request, 1), all, names.length);
            return Answer.of(written < 0 ? written : names.length);
        } finally {
            Calls.close(file);
        }
    }

    /** @param names each ended by zero */
    static byte[] withoutOurs(byte[] names) {
        var kept = new ByteArrayOutputStream();
        byte[] ours = Owner.ATTRIBUTE.getBytes(StandardCharsets.US_ASCII);
        for (int start = 0; start < names.length; ) {
            int end = start;
            while (end < names.length && names[end] != 0) {
                end++;
            }
            if (!Arrays.equals(names, start, end, ours, 0, ours.length)) {
                kept.write(names, start, Math.min(end + 1, names.length) - start);
            }
            start = end + 1;
        }
        return kept.toByteArray();
    }

    /** @return the owner a program lends its rights from, and whether its user and its group; null if it lends none */
    @Nullable
    Lent lent(OwnedCall call, NativeMemory request) {
        int flags = call == OwnedCall.EXECVEAT ? (int) Notification.argument(request, 4) : 0;
        int file = find(call, request, flags);
        if (file < 0) {
            return null;
        }
        try {
            if (status.stat(file) != 0 || (status.mode() & FileStatus.TYPE) != FileStatus.REGULAR) {
                return null;
            }
            int mode = status.mode();
            if ((mode & 0111) == 0) {
                return null;
            }
            var owner = records.find(file);
            var lender = owner == null ? Owner.ROOT : owner;
            return new Lent((mode & 04000) != 0 ? lender.uid() : null, (mode & 02010) == 02010 ? lender.gid() : null);
        } finally {
            Calls.close(file);
        }
    }

    /** Ids that a set-id program gives to who executes it. */
    record Lent(@Nullable Integer uid, @Nullable Integer gid) {}
}
