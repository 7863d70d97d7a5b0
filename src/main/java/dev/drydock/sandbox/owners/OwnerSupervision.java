package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.supervise.Supervisor;

/** Users and groups for the processes of one container. */
public final class OwnerSupervision implements AutoCloseable {

    private final Identities identities;
    private final ProcessRoots roots;

    private OwnerSupervision(Identities identities, ProcessRoots roots) {
        this.identities = identities;
        this.roots = roots;
    }

    /**
     * The filter whose listener this needs: a sequence of {@code struct sock_filter}, eight bytes each. What root reads is not
     * asked about, nor what users read whom root has become.
     */
    public static byte[] filter(Architecture architecture, Identity first) {
        return OwnedCall.filter(architecture, !first.isPrivileged());
    }

    /**
     * Answers until the last process has ended.
     *
     * @param listener closed at the end
     * @param table whom files belong to that cannot say it themselves
     * @param first who the first process is
     */
    public static OwnerSupervision start(OpenFile listener, OwnerTable table, Identity first) {
        var identities = new Identities(first);
        var roots = new ProcessRoots();
        Supervisor.start(listener, () -> new OwnerAnswers(listener, table, identities, roots));
        return new OwnerSupervision(identities, roots);
    }

    /** To be called when the last process has ended. */
    @Override
    public void close() {
        identities.close();
        roots.close();
    }
}
