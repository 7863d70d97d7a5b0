package dev.drydock.run;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.host.Credentials;
import dev.drydock.sandbox.host.HostRefusal;
import dev.drydock.sandbox.host.HostRefusals;
import dev.drydock.sandbox.host.IdMap;
import dev.drydock.sandbox.host.Namespaces;
import dev.drydock.sandbox.host.Namespaces.Processes;
import dev.drydock.sandbox.host.SubordinateIds;
import java.io.IOException;
import java.util.List;

/** The ways of isolating processes that a user comes into question for, best first. */
final class IsolationWays {

    private IsolationWays() {}

    /** The only one on systems other than Linux, and the last resort on Linux. */
    static final Rung CONTAINER =
            new Rung(SandboxMode.CONTAINER, "a container of docker or podman", () -> new Namespaces.None());

    /**
     * One way.
     *
     * @param name in words, as in "RUN is executed in NAME"
     */
    record Rung(SandboxMode mode, String name, Preparation preparation) {}

    /** Finds out what the worker has to be taken out of. */
    interface Preparation {
        Namespaces namespaces() throws HostRefusal, IOException, InterruptedException;
    }

    /** @return those of the mode, or all of them, in a container of an engine at last; never none */
    static List<Rung> of(SandboxMode mode, Credentials user) {
        if (mode == SandboxMode.CONTAINER) {
            return List.of(CONTAINER);
        }
        // The root of a container can rarely mount, but often be root of a user namespace.
        boolean plain = user.isRoot() && user.isAdministrator();
        var namespaces = plain
                ? new Rung(SandboxMode.NAMESPACES, "namespaces of root, with overlayfs", Namespaces.Plain::new)
                : new Rung(
                        SandboxMode.NAMESPACES,
                        "a user namespace of " + user.name() + ", with overlayfs",
                        () -> new Namespaces.WithUser(ids(user), Processes.OWN));
        var overlay = new Rung(
                SandboxMode.OVERLAY,
                "a user namespace of " + user.name() + ", with overlayfs and the /proc of this machine",
                () -> new Namespaces.WithUser(ids(user), Processes.OWN_IN_FOREIGN_PROC));
        var chroot =
                new Rung(SandboxMode.CHROOT, "a copy of the root entered by chroot, which keeps little apart", () -> {
                    if (!user.isRoot()) {
                        throw new HostRefusal("only root can change the root directory", "");
                    }
                    if (IdMap.identity().isSingle()) {
                        throw new HostRefusal("there is but one id here, and an image has files of several users", "");
                    }
                    return new Namespaces.None();
                });
        var oneId = new Rung(
                SandboxMode.ONE_ID,
                "a user namespace of " + user.name() + " alone, with overlayfs and a supervisor that records owners",
                () -> new Namespaces.WithUser(IdMap.single(user), Processes.OWN));
        var oneIdInContainer = new Rung(
                SandboxMode.ONE_ID,
                "a user namespace of " + user.name()
                        + " alone, with overlayfs, the /proc of this machine and a supervisor that records owners",
                () -> new Namespaces.WithUser(IdMap.single(user), Processes.SHARED));
        // A container bounds what a chroot does not; who may administer a machine has to ask for it.
        boolean contained = user.isRoot() && !user.isAdministrator();
        var all = contained || mode == SandboxMode.CHROOT
                ? List.of(namespaces, overlay, chroot, oneId, oneIdInContainer, CONTAINER)
                : List.of(namespaces, overlay, oneId, oneIdInContainer, CONTAINER);
        return all.stream()
                .filter(rung -> mode == SandboxMode.AUTO || mode == rung.mode())
                .toList();
    }

    private static IdMap ids(Credentials user) throws HostRefusal, IOException, InterruptedException {
        if (user.maySetIds()) {
            return IdMap.identity();
        }
        var uids = SubordinateIds.uids(user);
        var gids = SubordinateIds.gids(user);
        if (uids.isEmpty() || gids.isEmpty()) {
            throw withoutIds(user, uids.isEmpty() ? "/etc/subuid" : "/etc/subgid");
        }
        return IdMap.of(user, uids, gids);
    }

    static HostRefusal withoutIds(Credentials user, String file) {
        if (user.noNewPrivileges()) {
            return new HostRefusal(
                    "the user " + user.name() + " cannot have subordinate ids, as no_new_privs is set for it", "");
        }
        String reason = "the user " + user.name() + " has no subordinate ids in " + file;
        String switchedOff = HostRefusals.switchedOff();
        if (switchedOff != null) {
            // Ids would not help.
            return new HostRefusal(reason, switchedOff);
        }
        return new HostRefusal(
                reason,
                "The files of an image belong to several users, for whom this user needs ids: "
                        // usermod knows only users that have an account; the files may have numbers.
                        + (user.hasAccount()
                                ? "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user.name()
                                : "echo " + user.uid() + ":100000:65536 | sudo tee -a /etc/subuid /etc/subgid"));
    }
}
