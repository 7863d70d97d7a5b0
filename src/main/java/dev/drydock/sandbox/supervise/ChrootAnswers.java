package dev.drydock.sandbox.supervise;

import dev.drydock.io.ByteNames;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers the system calls of a chroot, for one thread of the supervisor. */
final class ChrootAnswers implements CallAnswers {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int CLOSE_ON_EXEC = 02000000;
    /** MFD_CLOEXEC. */
    private static final int CLOSED_ON_EXEC_IN_MEMORY = 1;
    /** The bits among the flags of open(2) that say whether the file is read or written. */
    private static final int ACCESS_MODE = 3;

    private static final int LONGEST_PATH = 4096;
    /** As much of a path as is read to see whether it matters. */
    private static final int BEGINNING = 256;

    private static final int STATX_SIZE = 256;
    /** Five names of 65 bytes before the domain, the second is that of the machine. */
    private static final int UNAME_SIZE = 6 * 65;

    private static final int HOST_NAME = 65;

    private final Architecture architecture = Calls.architecture();
    private final GivenDescriptors given;
    private final ChrootView view;
    private final ProcessMemory memory = new ProcessMemory();
    private final OwnExecutables executables;
    private final MountList mounts;
    private final NativeMemory path = new NativeMemory(LONGEST_PATH);
    private final NativeMemory served = new NativeMemory(LONGEST_PATH);
    private final NativeMemory result = new NativeMemory(LONGEST_PATH);

    ChrootAnswers(OpenFile listener, ChrootView view, MountList mounts, OwnExecutables executables) {
        this.executables = executables;
        this.mounts = mounts;
        this.given = new GivenDescriptors(listener);
        this.view = view;
    }

    @Override
    public Answer to(NativeMemory request) {
        var call = SupervisedCall.of(Notification.call(request), architecture);
        int pid = Notification.pid(request);
        if (call == null) {
            return Answer.GO_ON;
        }
        if (call.kind == SupervisedCall.Kind.UNAME) {
            return nameMachine(pid, Notification.argument(request, 0));
        }
        if (call.kind == SupervisedCall.Kind.OPEN && isRefused(request, call, pid)) {
            return Answer.of(-Errno.EROFS);
        }
        String asked = readPath(pid, Notification.argument(request, call.path));
        if (asked == null) {
            return Answer.GO_ON;
        }
        var status = ProcessStatus.of(pid);
        String host = ServedPaths.of(asked, pid, status.process());
        if (host == null) {
            return Answer.GO_ON;
        }
        if (isForeignProcess(host, status)
                && (call.kind == SupervisedCall.Kind.OPEN || host.indexOf('/', "/proc/".length()) > 0)) {
            return Answer.of(-Errno.ENOENT);
        }
        if (call.kind == SupervisedCall.Kind.EXECUTE) {
            if (host.equals("/proc/" + status.process() + "/exe")) {
                executables.replace(pid, Notification.argument(request, 0), memory, view);
            }
            return Answer.GO_ON;
        }
        byte[] bytes = ByteNames.encode(host);
        if (bytes.length >= LONGEST_PATH) {
            return Answer.of(-Errno.ENAMETOOLONG);
        }
        served.put(0, Arrays.copyOf(bytes, bytes.length + 1));
        return serve(call, request, pid, host, status);
    }

    /** Whether something is opened for writing that only mounts could keep from it. */
    private boolean isRefused(NativeMemory request, SupervisedCall call, int pid) {
        int flags = (int) Notification.argument(request, call.path + 1);
        if ((flags & ACCESS_MODE) == 0 || view.readOnly().isEmpty()) {
            return false;
        }
        long count = memory.read(pid, Notification.argument(request, call.path), path, 0, BEGINNING);
        String asked = count <= 0 ? null : terminated(pid, Notification.argument(request, call.path), count);
        if (asked == null) {
            return false;
        }
        if (!asked.startsWith("/")) {
            int directory = call.path == 0 ? AT_FDCWD : (int) Notification.argument(request, 0);
            String from = "/proc/" + pid + (directory == AT_FDCWD ? "/cwd" : "/fd/" + directory);
            asked = view.inside(linkTarget(from, pid)) + "/" + asked;
        }
        return view.isReadOnly(asked);
    }

    private String linkTarget(String link, int pid) {
        byte[] bytes = link.getBytes(StandardCharsets.US_ASCII);
        served.put(0, Arrays.copyOf(bytes, bytes.length + 1));
        long length = ProcessStatus.of(pid)
                .as(() ->
                        Calls.call(SystemCall.READLINKAT, AT_FDCWD, served.address(), result.address(), LONGEST_PATH));
        return length < 0 ? "" : new String(result.bytes(0, (int) length), StandardCharsets.UTF_8);
    }

    /** @return null if it is certain to be none that is served */
    private @Nullable String readPath(int pid, long address) {
        long count = memory.read(pid, address, path, 0, BEGINNING);
        if (count < 5
                || path.getByte(0) != '/'
                || !ServedPaths.mayBe(path.getByte(1), path.getByte(2), path.getByte(3))) {
            return null;
        }
        return terminated(pid, address, count);
    }

    /** The path that begins in the buffer, read to its end. */
    private @Nullable String terminated(int pid, long address, long begun) {
        long count = begun;
        int length = 0;
        while (true) {
            while (length < count) {
                if (path.getByte(length) == 0) {
                    return ByteNames.decode(path.bytes(0, length));
                }
                length++;
            }
            if (count == LONGEST_PATH) {
                return null;
            }
            long more = memory.read(pid, address + count, path, (int) count, LONGEST_PATH - (int) count);
            if (more <= 0) {
                return null;
            }
            count += more;
        }
    }

    /** Whether it is of another process's directory in /proc, and that one is none of the chroot: it can be seen, not read. */
    private boolean isForeignProcess(String host, ProcessStatus asking) {
        if (!host.startsWith("/proc/")) {
            return false;
        }
        int end = host.indexOf('/', 6);
        String name = end < 0 ? host.substring(6) : host.substring(6, end);
        if (!name.matches("\\d{1,9}")) {
            return false;
        }
        int process = Integer.parseInt(name);
        return process != asking.process() && !ProcessStatus.of(process).descendsFrom(view.first());
    }

    private Answer serve(SupervisedCall call, NativeMemory request, int pid, String host, ProcessStatus status) {
        long next = Notification.argument(request, call.path + 1);
        return switch (call.kind) {
            case OPEN -> open(request, (int) next, (int) Notification.argument(request, call.path + 2), host, status);
            case STAT -> {
                int flags = call == SupervisedCall.LSTAT
                        ? AT_SYMLINK_NOFOLLOW
                        : call.flags < 0 ? 0 : (int) Notification.argument(request, call.flags);
                yield written(
                        status.as(() ->
                                Calls.call(SystemCall.NEWFSTATAT, AT_FDCWD, served.address(), result.address(), flags)),
                        pid,
                        next,
                        architecture == Architecture.AMD64 ? 144 : 128);
            }
            case STATX -> {
                long flags = Notification.argument(request, 2);
                long mask = Notification.argument(request, 3);
                yield written(
                        status.as(() -> Calls.call(
                                SystemCall.STATX, AT_FDCWD, served.address(), flags, mask, result.address(), 0)),
                        pid,
                        Notification.argument(request, 4),
                        STATX_SIZE);
            }
            case READLINK -> readLink(pid, next, Notification.argument(request, call.path + 2), status);
            case ACCESS ->
                Answer.of(status.as(() -> Calls.call(SystemCall.FACCESSAT, AT_FDCWD, served.address(), next, 0)));
            case ATTRIBUTE -> Answer.of(-Errno.EOPNOTSUPP);
            case EXECUTE, UNAME -> Answer.GO_ON;
        };
    }

    private Answer open(NativeMemory request, int flags, int mode, String host, ProcessStatus status) {
        if ((flags & ACCESS_MODE) != 0 && !ServedPaths.isWritable(host)) {
            return Answer.of(-Errno.EROFS);
        }
        String content = mounts.replacing(host);
        long file = content != null
                ? inMemory(ByteNames.encode(content))
                : status.as(
                        () -> Calls.call(SystemCall.OPENAT, AT_FDCWD, served.address(), flags | CLOSE_ON_EXEC, mode));
        if (file < 0) {
            return Answer.of(file);
        }
        return given.give(Notification.id(request), (int) file, (flags & CLOSE_ON_EXEC) != 0);
    }

    /** @return the descriptor of a file with this content, or a negative error number */
    private static long inMemory(byte[] content) {
        var bytes = new NativeMemory(content.length + 1);
        long file = Calls.call(SystemCall.MEMFD_CREATE, bytes.address(), CLOSED_ON_EXEC_IN_MEMORY, 0, 0);
        if (file >= 0) {
            bytes.put(0, content);
            long written = Calls.call(SystemCall.PWRITE64, file, bytes.address(), content.length, 0);
            if (written != content.length) {
                Calls.close((int) file);
                return written < 0 ? written : -Errno.EIO;
            }
        }
        return file;
    }

    private Answer readLink(int pid, long buffer, long size, ProcessStatus status) {
        long length = status.as(
                () -> Calls.call(SystemCall.READLINKAT, AT_FDCWD, served.address(), result.address(), LONGEST_PATH));
        if (length < 0) {
            return Answer.of(length);
        }
        byte[] target = view.inside(new String(result.bytes(0, (int) length), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        int kept = (int) Math.min(target.length, size);
        result.put(0, target);
        long written = memory.write(pid, buffer, result, kept);
        return Answer.of(written < 0 ? written : kept);
    }

    private Answer nameMachine(int pid, long buffer) {
        result.clear(UNAME_SIZE);
        Calls.call(SystemCall.UNAME, result.address(), 0, 0, 0);
        byte[] name = Arrays.copyOf(view.hostname().getBytes(StandardCharsets.ISO_8859_1), 65);
        name[64] = 0;
        result.put(HOST_NAME, name);
        return written(0, pid, buffer, UNAME_SIZE);
    }

    /** Hands a result over that a system call has written. */
    private Answer written(long outcome, int pid, long buffer, int size) {
        if (outcome < 0) {
            return Answer.of(outcome);
        }
        long written = memory.write(pid, buffer, result, size);
        return written < 0 ? Answer.of(written) : Answer.ZERO;
    }
}
