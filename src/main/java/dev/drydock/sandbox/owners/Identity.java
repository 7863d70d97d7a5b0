package dev.drydock.sandbox.owners;

import java.util.List;

/** Who a process would be if there were other users than one. */
public record Identity(Ids users, Ids groups, List<Integer> further) {

    /** @param further groups besides the first */
    public static Identity of(long uid, long gid, List<Long> further) {
        return new Identity(
                Ids.all((int) uid),
                Ids.all((int) gid),
                further.stream().map(group -> (int) (long) group).toList());
    }

    /** Whether it may do everything that only root may. */
    boolean isPrivileged() {
        return users.effective() == 0;
    }

    Identity withUsers(Ids ids) {
        return new Identity(ids, groups, further);
    }

    Identity withGroups(Ids ids) {
        return new Identity(users, ids, further);
    }

    Identity withFurther(List<Integer> others) {
        return new Identity(users, groups, others);
    }

    boolean isIn(int group) {
        return groups.files() == group || further.contains(group);
    }
}
