package dev.drydock.sandbox.container;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.owners.OwnerTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process to start, everything about it decided. Strings are {@code ByteNames}. */
public record ContainerSpec(Root root, Command command, Confinement confinement) {

    /** The same with an emulator. */
    public ContainerSpec withEmulator(Emulator emulator) {
        return new ContainerSpec(
                root,
                command,
                new Confinement(
                        confinement.mode,
                        confinement.freedoms,
                        confinement.hostname,
                        confinement.openFiles,
                        confinement.readOnly,
                        emulator));
    }

    /**
     * The root the process sees.
     *
     * @param path an absolute path of the worker on which the root is mounted, with all that shall be in it except what needs
     *     the container's own namespaces
     * @param proc where in the root /proc is, absolute and without symlinks; sys and mqueue likewise
     * @param owners whom its files belong to, where the kernel cannot say it; empty elsewhere
     */
    public record Root(String path, String proc, String sys, String mqueue, OwnerTable owners) {}

    /**
     * The program and its arguments.
     *
     * @param program absolute, inside the root
     * @param argv the first is the program's name as the user gave it
     * @param env {@code NAME=value}
     * @param workdir absolute, inside the root
     */
    public record Command(String program, List<String> argv, List<String> env, String workdir, Identity identity) {}

    /** Who the process is. */
    public record Identity(long uid, long gid, List<Long> groups) {}

    /**
     * How the process is kept apart.
     *
     * @param mode what keeps it apart, never {@code AUTO}
     * @param freedoms what it has though others have not
     * @param openFiles limit of open files
     * @param readOnly paths inside that cannot be written to, where no mount says so; absolute and without symlinks
     * @param emulator registered for the container alone; null for none, and none goes with a chroot
     */
    public record Confinement(
            SandboxMode mode,
            Set<Freedom> freedoms,
            String hostname,
            long openFiles,
            List<String> readOnly,
            @Nullable Emulator emulator) {

        public Confinement(
                SandboxMode mode, Set<Freedom> freedoms, String hostname, long openFiles, List<String> readOnly) {
            this(mode, freedoms, hostname, openFiles, readOnly, null);
        }

        public boolean has(Freedom freedom) {
            return freedoms.contains(freedom);
        }
    }

    /** Something that a process can be given. */
    public enum Freedom {
        /** The host's network, instead of nothing but a loopback interface. */
        HOST_NETWORK,
        /** Keeps all capabilities, makes every system call, sees all of /proc, and may write to /sys. */
        PRIVILEGED,
        /** Stays in the session of its parent, whose standard streams it has. */
        TERMINAL
    }
}
