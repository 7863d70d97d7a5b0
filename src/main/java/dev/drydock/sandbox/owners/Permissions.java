package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.supervise.Answer;
import dev.drydock.sandbox.supervise.Notification;
import dev.drydock.sandbox.supervise.ProcessMemory;
import org.jspecify.annotations.Nullable;

/**
 * Refuses users other than root what the modes of files refuse them: for the kernel everybody is root. Of the directories on the
 * way to a file, the one it is in counts.
 */
final class Permissions {

    static final int READ = 4;
    static final int WRITE = 2;
    static final int EXECUTE = 1;

    private static final int STICKY = 01000;
    private static final int SET_USER = 04000;
    private static final int UTIME_NOW = 0x3FFFFFFF;
    private static final int ACCESS_MODE = 3;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EFFECTIVE = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;

    private final ProcessMemory memory;
    private final ProcessFiles files;
    private final OwnerRecords records;
    private final StatusBuffer status = new StatusBuffer();
    private final NativeMemory times = new NativeMemory(32);

    Permissions(ProcessMemory memory, ProcessFiles files, OwnerRecords records) {
        this.memory = memory;
        this.files = files;
        this.records = records;
    }

    /** @param wanted some of {@link #READ}, {@link #WRITE} and {@link #EXECUTE} */
    boolean allows(Identity who, int file, int wanted) {
        if (who.users().files() == 0 || status.stat(file) != 0) {
            return true;
        }
        if ((status.mode() & FileStatus.TYPE) == FileStatus.CHARACTER_DEVICE) {
            // A terminal of the process's own, or one of the devices that everybody may use: no other can be opened.
            return true;
        }
        var owner = owner(file);
        int mode = status.mode();
        int granted = owner.uid() == who.users().files() ? mode >> 6 : who.isIn(owner.gid()) ? mode >> 3 : mode;
        return (granted & wanted) == wanted;
    }

    private Owner owner(int file) {
        var recorded = records.find(file);
        return recorded == null ? Owner.ROOT : recorded;
    }

    private boolean isOwn(Identity who, int file) {
        return owner(file).uid() == who.users().files();
    }

    /** @return null if the call may go on */
    @Nullable
    Answer refusal(OwnedCall call, NativeMemory request, Identity who) {
        if (who.users().files() == 0 && call.kind != OwnedCall.Kind.ACCESS) {
            return null;
        }
        return switch (call.kind) {
            case OPEN -> opening(call, request, who);
            case ACCESS -> access(call, request, who);
            case REMOVE -> changing(call, request, who, call.directory, call.path);
            case RENAME -> {
                int second = call.directory < 0 ? 1 : 3;
                var refusal = changing(call, request, who, call.directory, call.path);
                yield refusal == null ? changing(call, request, who, call.directory < 0 ? -1 : 2, second) : refusal;
            }
            case LINK -> {
                var refusal = on(call, request, false, file -> mayLink(who, file) ? 0 : Errno.EPERM);
                yield refusal == null
                        ? changing(call, request, who, call.directory < 0 ? -1 : 2, call.directory < 0 ? 1 : 3)
                        : refusal;
            }
            case DESCRIBE -> describing(call, request, who);
            case TRUNCATE -> on(call, request, true, file -> allows(who, file, WRITE) ? 0 : Errno.EACCES);
            case EXECUTE -> on(call, request, true, file -> allows(who, file, EXECUTE) ? 0 : Errno.EACCES);
            default -> null;
        };
    }

    /** As with the setting fs.protected_hardlinks, which distributions have on. */
    private boolean mayLink(Identity who, int file) {
        return isOwn(who, file)
                || allows(who, file, READ | WRITE)
                        && (status.mode() & FileStatus.TYPE) == FileStatus.REGULAR
                        && (status.mode() & SET_USER) == 0;
    }

    private interface Check {
        /** @return an error number, or 0 */
        int of(int file);
    }

    /** A file that cannot be found is left to the kernel, which says so. */
    private @Nullable Answer on(OwnedCall call, NativeMemory request, boolean follow, Check check) {
        int pid = Notification.pid(request);
        int file;
        if (call.path < 0) {
            file = files.open(pid, (int) Notification.argument(request, call.directory));
        } else {
            int read = files.read(pid, Notification.argument(request, call.path));
            file = read < 0 ? read : files.find(pid, directory(request, call.directory), follow);
        }
        if (file < 0) {
            return null;
        }
        try {
            int error = check.of(file);
            return error == 0 ? null : Answer.of(-error);
        } finally {
            Calls.close(file);
        }
    }

    private static int directory(NativeMemory request, int argument) {
        return argument < 0 ? ProcessFiles.AT_FDCWD : (int) Notification.argument(request, argument);
    }

    /** For a file that is there; see {@link CreationAnswers} for others. */
    private @Nullable Answer opening(OwnedCall call, NativeMemory request, Identity who) {
        if (call == OwnedCall.OPENAT2) {
            return null;
        }
        int flags = call == OwnedCall.CREAT
                ? OpenFlags.WRITE | OpenFlags.TRUNCATE
                : (int) Notification.argument(request, call.path + 1);
        if ((flags & (OpenFlags.PATH | OpenFlags.UNNAMED)) != 0) {
            return null;
        }
        int access = flags & ACCESS_MODE;
        int wanted = (access == OpenFlags.WRITE ? 0 : READ)
                | (access != OpenFlags.READ || (flags & OpenFlags.TRUNCATE) != 0 ? WRITE : 0);
        return on(
                call,
                request,
                (flags & OpenFlags.NO_FOLLOW) == 0,
                file -> allows(who, file, wanted) ? 0 : Errno.EACCES);
    }

    private @Nullable Answer access(OwnedCall call, NativeMemory request, Identity who) {
        int wanted = (int) Notification.argument(request, call.path + 1);
        int flags = call == OwnedCall.FACCESSAT2 ? (int) Notification.argument(request, 3) : 0;
        var as = (flags & AT_EFFECTIVE) != 0
                ? who
                : who.withUsers(Ids.all(who.users().real()))
                        .withGroups(Ids.all(who.groups().real()));
        if (wanted == 0 || as.users().files() == 0 || (flags & AT_EMPTY_PATH) != 0) {
            return null;
        }
        return on(
                call, request, (flags & AT_SYMLINK_NOFOLLOW) == 0, file -> allows(as, file, wanted) ? 0 : Errno.EACCES);
    }

    /** Removes a name from a directory, or adds one. */
    private @Nullable Answer changing(OwnedCall call, NativeMemory request, Identity who, int directory, int path) {
        int pid = Notification.pid(request);
        int parent = files.findParent(pid, directory(request, directory), Notification.argument(request, path));
        if (parent < 0) {
            return null;
        }
        try {
            int file = files.child(parent);
            try {
                if (file < 0 && call.kind == OwnedCall.Kind.REMOVE) {
                    return null;
                }
                if (!allows(who, parent, WRITE | EXECUTE)) {
                    return Answer.of(-Errno.EACCES);
                }
                boolean sticky = (status.mode() & STICKY) != 0 && !isOwn(who, parent);
                return sticky && file >= 0 && !isOwn(who, file) ? Answer.of(-Errno.EPERM) : null;
            } finally {
                if (file >= 0) {
                    Calls.close(file);
                }
            }
        } finally {
            Calls.close(parent);
        }
    }

    /** Modes and times: only the owner sets them, but who may write can set the times to now. */
    private @Nullable Answer describing(OwnedCall call, NativeMemory request, Identity who) {
        boolean times = call == OwnedCall.UTIMENSAT;
        if (times && Notification.argument(request, 1) == 0) {
            int pid = Notification.pid(request);
            int file = files.open(pid, (int) Notification.argument(request, 0));
            return file < 0 ? null : timing(request, who, file);
        }
        boolean follow = !times || (Notification.argument(request, 3) & AT_SYMLINK_NOFOLLOW) == 0;
        return on(call, request, follow, file -> {
            if (isOwn(who, file)) {
                return 0;
            }
            boolean now = times && setsToNow(request);
            return now && allows(who, file, WRITE) ? 0 : now ? Errno.EACCES : Errno.EPERM;
        });
    }

    private boolean setsToNow(NativeMemory request) {
        long address = Notification.argument(request, 2);
        return address == 0
                || memory.readAll(Notification.pid(request), address, times, 32) == 32
                        && times.getLong(8) == UTIME_NOW
                        && times.getLong(24) == UTIME_NOW;
    }

    private @Nullable Answer timing(NativeMemory request, Identity who, int file) {
        try {
            boolean now = setsToNow(request);
            return isOwn(who, file) || now && allows(who, file, WRITE)
                    ? null
                    : Answer.of(now ? -Errno.EACCES : -Errno.EPERM);
        } finally {
            Calls.close(file);
        }
    }
}
