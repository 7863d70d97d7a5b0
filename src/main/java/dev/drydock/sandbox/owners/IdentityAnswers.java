package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.supervise.Answer;
import dev.drydock.sandbox.supervise.Notification;
import dev.drydock.sandbox.supervise.ProcessMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers who a process is, and lets it become somebody else; see credentials(7). */
final class IdentityAnswers {

    private static final int MOST_GROUPS = 65536;

    private final ProcessMemory memory;
    private final Identities identities;
    private final NativeMemory number = new NativeMemory(8);

    IdentityAnswers(ProcessMemory memory, Identities identities) {
        this.memory = memory;
        this.identities = identities;
    }

    Answer to(OwnedCall call, NativeMemory request) {
        int pid = Notification.pid(request);
        var who = identities.of(pid);
        return switch (call) {
            case GETUID -> id(who.users().real());
            case GETEUID -> id(who.users().effective());
            case GETGID -> id(who.groups().real());
            case GETEGID -> id(who.groups().effective());
            case GETRESUID -> tell(request, who.users());
            case GETRESGID -> tell(request, who.groups());
            case GETGROUPS -> tellGroups(request, who.further());
            case SETFSUID -> {
                become(pid, who, who.withUsers(who.users().setFiles(argument(request, 0), who.isPrivileged())));
                yield id(who.users().files());
            }
            case SETFSGID -> {
                become(pid, who, who.withGroups(who.groups().setFiles(argument(request, 0), who.isPrivileged())));
                yield id(who.groups().files());
            }
            case SETGROUPS -> setGroups(request, who);
            case SETUID, SETREUID, SETRESUID -> {
                var ids = changed(call, request, who.users(), who.isPrivileged());
                yield ids == null ? Answer.of(-Errno.EPERM) : become(pid, who, who.withUsers(ids));
            }
            default -> {
                var ids = changed(call, request, who.groups(), who.isPrivileged());
                yield ids == null ? Answer.of(-Errno.EPERM) : become(pid, who, who.withGroups(ids));
            }
        };
    }

    private static Answer id(int id) {
        return Answer.of(Integer.toUnsignedLong(id));
    }

    private static int argument(NativeMemory request, int index) {
        return (int) Notification.argument(request, index);
    }

    private static @Nullable Ids changed(OwnedCall call, NativeMemory request, Ids ids, boolean privileged) {
        int first = argument(request, 0);
        int second = argument(request, 1);
        return switch (call) {
            case SETUID, SETGID -> ids.set(first, privileged);
            case SETREUID, SETREGID -> ids.set(first, second, privileged);
            default -> ids.set(first, second, argument(request, 2), privileged);
        };
    }

    private Answer become(int pid, Identity who, Identity next) {
        if (!next.equals(who)) {
            identities.change(pid, next);
        }
        return Answer.ZERO;
    }

    private Answer tell(NativeMemory request, Ids ids) {
        int[] all = {ids.real(), ids.effective(), ids.saved()};
        for (int i = 0; i < all.length; i++) {
            number.putInt(0, all[i]);
            long written = memory.write(Notification.pid(request), Notification.argument(request, i), number, 4);
            if (written < 0) {
                return Answer.of(written);
            }
        }
        return Answer.ZERO;
    }

    private Answer tellGroups(NativeMemory request, List<Integer> groups) {
        int size = argument(request, 0);
        if (size == 0 || groups.isEmpty()) {
            return Answer.of(groups.size());
        }
        if (size < groups.size()) {
            return Answer.of(-Errno.EINVAL);
        }
        var list = new NativeMemory(4 * groups.size());
        for (int i = 0; i < groups.size(); i++) {
            list.putInt(4 * i, groups.get(i));
        }
        long written =
                memory.write(Notification.pid(request), Notification.argument(request, 1), list, 4 * groups.size());
        return Answer.of(written < 0 ? written : groups.size());
    }

    private Answer setGroups(NativeMemory request, Identity who) {
        int pid = Notification.pid(request);
        int size = argument(request, 0);
        if (!who.isPrivileged()) {
            return Answer.of(-Errno.EPERM);
        }
        if (size < 0 || size > MOST_GROUPS) {
            return Answer.of(-Errno.EINVAL);
        }
        var groups = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            long read = memory.read(pid, Notification.argument(request, 1) + 4L * i, number, 0, 4);
            if (read != 4) {
                return Answer.of(-Errno.EFAULT);
            }
            groups.add(number.getInt(0));
        }
        groups.sort(Integer::compareUnsigned);
        return become(pid, who, who.withFurther(List.copyOf(groups)));
    }
}
