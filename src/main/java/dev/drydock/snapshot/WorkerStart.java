package dev.drydock.snapshot;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.host.Credentials;
import dev.drydock.sandbox.host.IdMap;
import dev.drydock.sandbox.host.Namespaces;
import dev.drydock.sandbox.host.Refusal;
import dev.drydock.sandbox.host.SubordinateIds;
import dev.drydock.sandbox.host.WorkerCommand;
import dev.drydock.sandbox.host.WorkerProcess;
import dev.drydock.snapshot.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts workers, in the best way this machine allows. */
final class WorkerStart {

    private final RunEngineOptions options;
    private boolean noted;

    WorkerStart(RunEngineOptions options) {
        this.options = options;
    }

    /** @throws BuildFailure if nothing works here, with all that was tried */
    WorkerConnection connect(boolean inheritIo) throws InterruptedException {
        try {
            var user = Credentials.current();
            Path scratch = Files.createDirectories(
                    options.storeDirectory().toAbsolutePath().resolve("scratch"));
            return connect(user, scratch, inheritIo);
        } catch (IOException e) {
            throw BuildFailure.ofEnvironment("The sandbox could not be started: " + e.getMessage(), null, e);
        }
    }

    private WorkerConnection connect(Credentials user, Path scratch, boolean inheritIo)
            throws IOException, InterruptedException {
        // The root of a container can rarely mount, but often be root of a user namespace.
        boolean plain = user.isRoot() && user.isAdministrator();
        String tried = plain
                ? "namespaces of root, with overlayfs"
                : "a user namespace of " + user.name() + ", with overlayfs";
        try {
            Namespaces namespaces = plain ? new Namespaces.Plain() : new Namespaces.WithUser(ids(user));
            var process = WorkerProcess.start(command(namespaces, scratch, inheritIo), namespaces);
            var connection = WorkerConnection.open(process);
            String refusal = connection.awaitReady();
            if (!refusal.isEmpty()) {
                connection.close();
                throw new Refusal(
                        refusal,
                        "The directory " + options.storeDirectory()
                                + " must be on a file system overlayfs can write to, such as"
                                + " ext4, xfs or btrfs, and no overlay or network file system: set drydock.cacheDirectory."
                                + (plain ? "" : " The kernel must be 5.11 or newer."));
            }
            note("RUN is executed in " + tried);
            return connection;
        } catch (Refusal e) {
            throw BuildFailure.ofEnvironment(
                    "No process can be isolated here. Tried " + tried + ": " + e.reason(),
                    e.hint().isEmpty() ? null : e.hint(),
                    e);
        }
    }

    private void note(String text) {
        if (!noted) {
            noted = true;
            options.note().accept(text);
        }
    }

    private WorkerCommand command(Namespaces namespaces, Path scratch, boolean inheritIo) throws IOException {
        boolean inUserNamespace = namespaces instanceof Namespaces.WithUser;
        var settings = new WorkerSettings(
                options.storeDirectory().toAbsolutePath(),
                namespaces instanceof Namespaces.WithUser with
                        ? "user-" + with.ids().key()
                        : "root",
                inUserNamespace,
                !(namespaces instanceof Namespaces.WithUser mapped
                        && mapped.ids().isSingle()),
                scratch);
        return new WorkerCommand(
                WorkerClassPath.find(),
                "dev.drydock.snapshot.worker.WorkerMain",
                settings.toArguments(),
                scratch,
                inheritIo);
    }

    private static IdMap ids(Credentials user) throws Refusal, IOException, InterruptedException {
        if (user.maySetIds()) {
            return IdMap.identity();
        }
        var uids = SubordinateIds.uids(user);
        var gids = SubordinateIds.gids(user);
        if (uids.isEmpty() || gids.isEmpty()) {
            throw new Refusal(
                    "the user " + user.name() + " has no subordinate ids in "
                            + (uids.isEmpty() ? "/etc/subuid" : "/etc/subgid"),
                    "An image has files of several users, which need ids: sudo usermod --add-subuids 100000-165535"
                            + " --add-subgids 100000-165535 " + user.name());
        }
        return IdMap.of(user, uids, gids);
    }
}
