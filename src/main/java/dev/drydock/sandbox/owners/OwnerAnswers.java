package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.supervise.Answer;
import dev.drydock.sandbox.supervise.CallAnswers;
import dev.drydock.sandbox.supervise.GivenDescriptors;
import dev.drydock.sandbox.supervise.Notification;
import dev.drydock.sandbox.supervise.ProcessMemory;
import java.util.Map;

/** Answers the system calls of a container that has but one user, for one thread of the supervisor. */
final class OwnerAnswers implements CallAnswers {

    private static final int CLONE_FS = 0x200;

    private final Map<Integer, OwnedCall> calls = OwnedCall.byNumber(Calls.architecture());
    private final Identities identities;
    private final ProcessRoots roots;
    private final Permissions permissions;
    private final FileAnswers existing;
    private final CreationAnswers creation;
    private final IdentityAnswers identity;

    OwnerAnswers(OpenFile listener, OwnerTable table, Identities identities, ProcessRoots roots) {
        this.roots = roots;
        var memory = new ProcessMemory();
        var files = new ProcessFiles(memory, roots);
        var records = new OwnerRecords(table);
        this.identities = identities;
        this.permissions = new Permissions(memory, files, records);
        this.existing = new FileAnswers(memory, files, records);
        this.creation = new CreationAnswers(memory, files, records, permissions, new GivenDescriptors(listener));
        this.identity = new IdentityAnswers(memory, identities);
        // A umask of this thread's own: modes are those the processes have worked out.
        Calls.call(SystemCall.UNSHARE, CLONE_FS, 0, 0, 0);
        Calls.call(SystemCall.UMASK, 0, 0, 0, 0);
    }

    @Override
    public Answer to(NativeMemory request) {
        var call = calls.get(Notification.call(request));
        if (call == null) {
            return Answer.GO_ON;
        }
        int pid = Notification.pid(request);
        return switch (call.kind) {
            case STATUS -> existing.status(call, request);
            case IDENTITY -> identity.to(call, request);
            case CHANGE_OWNER -> existing.changeOwner(call, request, identities.of(pid));
            case MAKE -> creation.make(call, request, identities.of(pid));
            case LIST_ATTRIBUTES -> existing.listAttributes(call, request);
            case CHANGE_ROOT -> {
                roots.change();
                yield Answer.GO_ON;
            }
            case END -> {
                identities.ends(pid);
                yield Answer.GO_ON;
            }
            case OPEN, EXECUTE, ACCESS, REMOVE, RENAME, LINK, DESCRIBE, TRUNCATE -> bounded(call, request, pid);
        };
    }

    /** The kernel does what the modes of files allow. */
    private Answer bounded(OwnedCall call, NativeMemory request, int pid) {
        var who = identities.of(pid);
        var refusal = permissions.refusal(call, request, who);
        if (refusal != null) {
            return refusal;
        }
        return switch (call.kind) {
            case OPEN -> creation.open(call, request, who);
            case EXECUTE -> execute(call, request, pid);
            case RENAME, LINK -> {
                existing.keepOwner(call, request);
                yield Answer.GO_ON;
            }
            default -> Answer.GO_ON;
        };
    }

    /** The kernel executes the program; who does it may be somebody else from then on. */
    private Answer execute(OwnedCall call, NativeMemory request, int pid) {
        if (identities.areAllRoot()) {
            return Answer.GO_ON;
        }
        var who = identities.of(pid);
        var lent = existing.lent(call, request);
        if (lent != null) {
            var next = who.withUsers(who.users().execute(lent.uid()))
                    .withGroups(who.groups().execute(lent.gid()));
            if (!next.equals(who)) {
                identities.change(pid, next);
            }
        }
        return Answer.GO_ON;
    }
}
