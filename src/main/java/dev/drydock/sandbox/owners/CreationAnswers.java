package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.supervise.Answer;
import dev.drydock.sandbox.supervise.GivenDescriptors;
import dev.drydock.sandbox.supervise.Notification;
import dev.drydock.sandbox.supervise.ProcessMemory;
import dev.drydock.sandbox.supervise.ProcessStatus;

/**
 * Makes files for processes: those of users other than root, those in directories that hand their group on, and devices. All
 * others are made by the kernel.
 */
final class CreationAnswers {

    private static final int SET_GROUP = 02000;
    private static final int PERMISSIONS = 07777;

    private final ProcessMemory memory;
    private final ProcessFiles files;
    private final OwnerRecords records;
    private final Permissions permissions;
    private final GivenDescriptors given;
    private final StatusBuffer status = new StatusBuffer();
    private final NativeMemory how = new NativeMemory(24);

    CreationAnswers(
            ProcessMemory memory,
            ProcessFiles files,
            OwnerRecords records,
            Permissions permissions,
            GivenDescriptors given) {
        this.permissions = permissions;
        this.memory = memory;
        this.files = files;
        this.records = records;
        this.given = given;
    }

    /** Something to be made in a directory that is open. */
    private record Place(int pid, int parent, Owner owner) {}

    private interface Maker {
        Answer make(Place place);
    }

    Answer make(OwnedCall call, NativeMemory request, Identity who) {
        boolean node = call == OwnedCall.MKNOD || call == OwnedCall.MKNODAT;
        int mode = (int) Notification.argument(request, call.path + 1);
        int type = node ? mode & FileStatus.TYPE : 0;
        long device = Notification.argument(request, call.path + 2);
        // A device of the numbers 0 and 0 is the mark of overlayfs for a file that is gone.
        boolean isDevice = type == FileStatus.BLOCK_DEVICE || type == FileStatus.CHARACTER_DEVICE && device != 0;
        if (isDevice && !who.isPrivileged()) {
            return Answer.of(-Errno.EPERM);
        }
        return in(call, request, who, isDevice, place -> switch (call) {
            case SYMLINK, SYMLINKAT -> symlink(place, Notification.argument(request, 0));
            case MKDIR, MKDIRAT ->
                record(
                        place,
                        Calls.call(SystemCall.MKDIRAT, place.parent(), files.name(), masked(place, mode), 0),
                        place.owner());
            default -> isDevice ? device(place, mode, device) : node(place, mode, device);
        });
    }

    private Answer in(OwnedCall call, NativeMemory request, Identity who, boolean always, Maker maker) {
        int pid = Notification.pid(request);
        int directory =
                call.directory < 0 ? ProcessFiles.AT_FDCWD : (int) Notification.argument(request, call.directory);
        int parent = files.findParent(pid, directory, Notification.argument(request, call.path));
        if (parent < 0) {
            return Answer.GO_ON;
        }
        try {
            var owner = owner(parent, who);
            if (owner.isDefault() && !always) {
                return Answer.GO_ON;
            }
            if (!permissions.allows(who, parent, Permissions.WRITE | Permissions.EXECUTE)) {
                return exists(parent) ? Answer.GO_ON : Answer.of(-Errno.EACCES);
            }
            return maker.make(new Place(pid, parent, owner));
        } finally {
            Calls.close(parent);
        }
    }

    /** The kernel has an answer of its own about what is there already. */
    private boolean exists(int parent) {
        int file = files.child(parent);
        if (file >= 0) {
            Calls.close(file);
        }
        return file >= 0;
    }

    /** A directory with the set-group-id bit gives its group to what is made in it. */
    private Owner owner(int parent, Identity who) {
        if (status.stat(parent) == 0 && (status.mode() & SET_GROUP) != 0) {
            var recorded = records.find(parent);
            return Owner.of(who.users().files(), recorded == null ? 0 : recorded.gid());
        }
        return Owner.of(who.users().files(), who.groups().files());
    }

    private static int masked(Place place, int mode) {
        return mode & PERMISSIONS & ~ProcessStatus.of(place.pid()).umask();
    }

    private Answer symlink(Place place, long target) {
        long text = files.text(place.pid(), target);
        return text < 0
                ? Answer.of(text)
                : record(place, Calls.call(SystemCall.SYMLINKAT, text, place.parent(), files.name(), 0), place.owner());
    }

    private Answer node(Place place, int mode, long device) {
        int type = mode & FileStatus.TYPE;
        return record(
                place,
                Calls.call(SystemCall.MKNODAT, place.parent(), files.name(), type | masked(place, mode), device),
                place.owner());
    }

    private Answer device(Place place, int mode, long device) {
        int major = (int) (device >> 8 & 0xFFF);
        int minor = (int) (device & 0xFF | device >> 12 & 0xFFF00);
        return record(
                place,
                Calls.call(
                        SystemCall.MKNODAT, place.parent(), files.name(), FileStatus.REGULAR | masked(place, mode), 0),
                new Owner(place.owner().uid(), place.owner().gid(), mode & FileStatus.TYPE, major, minor));
    }

    /** @param made the result of making it */
    private Answer record(Place place, long made, Owner owner) {
        if (made < 0) {
            return Answer.of(made);
        }
        int file = (int) Calls.call(
                SystemCall.OPENAT,
                place.parent(),
                files.name(),
                OpenFlags.PATH | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC,
                0);
        if (file < 0) {
            return Answer.of(file);
        }
        try {
            return Answer.of(records.record(file, owner));
        } finally {
            Calls.close(file);
        }
    }

    Answer open(OwnedCall call, NativeMemory request, Identity who) {
        int flags = OpenFlags.CREATE | OpenFlags.WRITE | OpenFlags.TRUNCATE;
        int mode = (int) Notification.argument(request, call.path + 1);
        if (call == OwnedCall.OPENAT2) {
            long read =
                    memory.readAll(Notification.pid(request), Notification.argument(request, call.path + 1), how, 16);
            flags = read == 16 ? how.getInt(0) : 0;
            mode = how.getInt(8);
        } else if (call != OwnedCall.CREAT) {
            flags = mode;
            mode = (int) Notification.argument(request, call.path + 2);
        }
        int asked = flags;
        int permissions = mode;
        if ((asked & OpenFlags.UNNAMED) != 0) {
            return openUnnamed(call, request, who, asked, permissions);
        }
        if ((asked & OpenFlags.CREATE) == 0) {
            return Answer.GO_ON;
        }
        return in(call, request, who, false, place -> {
            int all = asked | OpenFlags.NEW | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC;
            long file = Calls.call(SystemCall.OPENAT, place.parent(), files.name(), all, masked(place, permissions));
            if (file == -Errno.EEXIST && (asked & OpenFlags.NEW) == 0) {
                return Answer.GO_ON;
            }
            return give(request, file, asked, place.owner());
        });
    }

    /** The path is that of the directory. */
    private Answer openUnnamed(OwnedCall call, NativeMemory request, Identity who, int flags, int mode) {
        int pid = Notification.pid(request);
        int directory =
                call.directory < 0 ? ProcessFiles.AT_FDCWD : (int) Notification.argument(request, call.directory);
        int read = files.read(pid, Notification.argument(request, call.path));
        int parent = read < 0 ? read : files.find(pid, directory, true);
        if (parent < 0) {
            return Answer.GO_ON;
        }
        try {
            var owner = owner(parent, who);
            if (owner.isDefault()) {
                return Answer.GO_ON;
            }
            int masked = masked(new Place(pid, parent, owner), mode);
            long file = Calls.call(
                    SystemCall.OPENAT, parent, files.currentDirectory(), flags | OpenFlags.CLOSE_ON_EXEC, masked);
            return give(request, file, flags, owner);
        } finally {
            Calls.close(parent);
        }
    }

    private Answer give(NativeMemory request, long file, int flags, Owner owner) {
        if (file < 0) {
            return Answer.of(file);
        }
        long recorded = records.record((int) file, owner);
        if (recorded < 0) {
            Calls.close((int) file);
            return Answer.of(recorded);
        }
        return given.give(Notification.id(request), (int) file, (flags & OpenFlags.CLOSE_ON_EXEC) != 0);
    }
}
