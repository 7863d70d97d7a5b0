package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.container.Container;
import dev.drydock.sandbox.container.ContainerRefusal;
import dev.drydock.sandbox.container.ContainerSpec;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.OpenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Starts the container of a run, and says in the user's words why it cannot be started. */
final class ContainerStart {

    private ContainerStart() {}

    /** A program of another processor has an emulator registered for it when it turns out that the kernel has none. */
    static Container start(ContainerSpec spec, Path launcher, Map<Integer, OpenFile> streams, ContainerRoot root)
            throws IOException, ContainerRefusal {
        try {
            return Container.start(spec, launcher, streams);
        } catch (ContainerRefusal e) {
            var foreign = ForeignProgram.of(e, spec, root);
            if (foreign == null) {
                throw e;
            }
            boolean registered = e.errno() == Errno.ENOENT;
            var emulator = foreign.emulator(spec.confinement().mode());
            if (emulator == null) {
                throw foreign.failure(registered, null, "");
            }
            try {
                return Container.start(spec.withEmulator(emulator), launcher, streams);
            } catch (ContainerRefusal again) {
                if (again.isAboutEmulator()) {
                    throw foreign.failure(registered, emulator, String.valueOf(again.getMessage()));
                }
                throw again;
            }
        }
    }

    /** @param refusal of {@link #start} */
    static BuildFailure failure(ContainerRefusal refusal, ContainerSpec spec) {
        String program = spec.command().argv().get(0);
        if (refusal.isAboutProgram()) {
            String hint = switch (refusal.errno()) {
                case Errno.ENOEXEC -> "It is a script without a #! line, or not a program at all.";
                case Errno.ENOENT ->
                    "The interpreter that its #! line names is not in the image, or its dynamic loader. If the file has the line"
                            + " ends of Windows, the interpreter's name ends with a carriage return: sed -i 's/\\r$//' FILE.";
                case Errno.EACCES ->
                    "The user " + spec.command().identity().uid() + " may not execute it: change its mode or"
                            + " its owner.";
                default -> null;
            };
            return BuildFailure.ofBuild(
                    "'" + program + "' cannot be executed: " + Errno.describe(refusal.errno()), hint);
        }
        if (refusal.isAboutIdentity() && refusal.errno() == Errno.EINVAL) {
            return BuildFailure.ofBuild(
                    "The step is to run as user and group "
                            + spec.command().identity().uid() + ":"
                            + spec.command().identity().gid() + " with further groups "
                            + spec.command().identity().groups() + ", and this user has no subordinate ids for them",
                    "Enlarge the ranges of this user in /etc/subuid and /etc/subgid: they must cover all ids of the"
                            + " image.");
        }
        return BuildFailure.ofEnvironment("The container could not be started: " + refusal.getMessage(), null, refusal);
    }
}
