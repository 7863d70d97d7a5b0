package dev.drydock.sandbox.owners;

import org.jspecify.annotations.Nullable;

/** The four user ids of a process, or its group ids, and how they change; see credentials(7) and setresuid(2). */
record Ids(int real, int effective, int saved, int files) {

    private static final int SAME = -1;

    static Ids all(int id) {
        return new Ids(id, id, id, id);
    }

    /**
     * As by setuid(2).
     *
     * @return null if it is refused
     */
    @Nullable
    Ids set(int id, boolean privileged) {
        if (privileged) {
            return all(id);
        }
        return id == real || id == saved ? new Ids(real, id, saved, id) : null;
    }

    /**
     * As by setreuid(2).
     *
     * @return null if it is refused
     */
    @Nullable
    Ids set(int newReal, int newEffective, boolean privileged) {
        boolean allowed = privileged
                || (newReal == SAME || newReal == real || newReal == effective)
                        && (newEffective == SAME || has(newEffective));
        if (!allowed) {
            return null;
        }
        int nextReal = newReal == SAME ? real : newReal;
        int next = newEffective == SAME ? effective : newEffective;
        boolean saves = newReal != SAME || newEffective != SAME && newEffective != real;
        return new Ids(nextReal, next, saves ? next : saved, next);
    }

    /**
     * As by setresuid(2).
     *
     * @return null if it is refused
     */
    @Nullable
    Ids set(int newReal, int newEffective, int newSaved, boolean privileged) {
        for (int each : new int[] {newReal, newEffective, newSaved}) {
            if (!privileged && each != SAME && !has(each)) {
                return null;
            }
        }
        int next = newEffective == SAME ? effective : newEffective;
        return new Ids(newReal == SAME ? real : newReal, next, newSaved == SAME ? saved : newSaved, next);
    }

    /** As by setfsuid(2), which does not tell if it is refused. */
    Ids setFiles(int id, boolean privileged) {
        return privileged || has(id) || id == files ? new Ids(real, effective, saved, id) : this;
    }

    /**
     * As by execve(2).
     *
     * @param owner of a set-id program; null for any other
     */
    Ids execute(@Nullable Integer owner) {
        int next = owner == null ? effective : owner;
        return new Ids(real, next, next, next);
    }

    private boolean has(int id) {
        return id == real || id == effective || id == saved;
    }
}
