package dev.drydock.snapshot;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.SandboxMode;
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
import java.util.ArrayList;
import java.util.List;

/** Starts workers, in the best way this machine allows. */
final class WorkerStart {

    private final RunEngineOptions options;

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
        Namespaces namespaces = user.isRoot() ? new Namespaces.Plain() : new Namespaces.WithUser(ids(user));
        boolean inUserNamespace = namespaces instanceof Namespaces.WithUser;
        var settings = new WorkerSettings(
                options.storeDirectory().toAbsolutePath(),
                namespaces instanceof Namespaces.WithUser with
                        ? "user-" + with.ids().key()
                        : "root",
                inUserNamespace,
                !(namespaces instanceof Namespaces.WithUser mapped
                        && mapped.ids().isSingle()),
                SandboxMode.OVERLAY,
                scratch);
        var command = new WorkerCommand(
                WorkerClassPath.find(),
                "dev.drydock.snapshot.worker.WorkerMain",
                settings.toArguments(),
                scratch,
                inheritIo);
        try {
            var connection = WorkerConnection.open(WorkerProcess.start(command, namespaces));
            String refusal = connection.awaitReady();
            if (!refusal.isEmpty()) {
                connection.close();
                throw BuildFailure.ofEnvironment(refusal, null, null);
            }
            return connection;
        } catch (Refusal e) {
            throw BuildFailure.ofEnvironment(e.reason(), e.hint(), e);
        }
    }

    private static IdMap ids(Credentials user) throws IOException, InterruptedException {
        List<SubordinateIds.Range> uids = new ArrayList<>(SubordinateIds.uids(user));
        return IdMap.of(user, uids, SubordinateIds.gids(user));
    }
}
