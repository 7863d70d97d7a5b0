package dev.drydock.run.worker;

import dev.drydock.layer.Accounts;
import dev.drydock.run.RunRequest;
import dev.drydock.run.WorkerSettings;
import dev.drydock.run.root.RunRoot;
import dev.drydock.sandbox.container.ContainerSpec;
import dev.drydock.sandbox.container.ContainerSpec.Freedom;
import dev.drydock.sandbox.kernel.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns a request, and the accounts of the image it runs in, into the container to start. */
record RunSpecification(WorkerSettings settings, RunRequest request) {

    private static final int LARGEST_ACCOUNT_FILE = 10 << 20;

    /** As Docker's default; more makes programs slow that close all they may have open. */
    private static final long MOST_OPEN_FILES = 1 << 20;

    /**
     * Makes the working directory if it is not there.
     *
     * @param root the same as files, opened
     * @param readOnly mounts that are
     */
    ContainerSpec of(ContainerRoot root, RunRoot files, List<String> readOnly) throws IOException {
        var accounts = Accounts.parse(
                root.read("/etc/passwd", LARGEST_ACCOUNT_FILE), root.read("/etc/group", LARGEST_ACCOUNT_FILE));
        var identity = accounts.identity(request.user());
        String workdir = request.workdir();
        root.makeDirectory(workdir, identity.uid(), identity.gid());
        var env = new ArrayList<String>();
        request.env().forEach((name, value) -> env.add(name + "=" + value));
        if (!request.env().containsKey("HOME")) {
            env.add("HOME=" + identity.home());
        }
        CommandTexts.check(request);
        return new ContainerSpec(
                new ContainerSpec.Root(
                        files.path().toString(),
                        "/" + root.stubDirectory("/proc"),
                        "/" + root.stubDirectory("/sys"),
                        "/" + root.stubDirectory("/dev/mqueue"),
                        files.owners()),
                new ContainerSpec.Command(
                        ProgramSearch.find(root, request.argv(), request.env(), workdir),
                        request.argv(),
                        env,
                        workdir,
                        new ContainerSpec.Identity(identity.uid(), identity.gid(), identity.groups())),
                new ContainerSpec.Confinement(
                        settings.mode(),
                        freedoms(),
                        request.hostname(),
                        Math.min(MOST_OPEN_FILES, Processes.openFilesLimit()),
                        readOnly));
    }

    private Set<Freedom> freedoms() {
        var freedoms = EnumSet.noneOf(Freedom.class);
        if (request.network()) {
            freedoms.add(Freedom.HOST_NETWORK);
        }
        if (request.privileged()) {
            freedoms.add(Freedom.PRIVILEGED);
        }
        if (request.inheritIo()) {
            freedoms.add(Freedom.TERMINAL);
        }
        return freedoms;
    }
}
