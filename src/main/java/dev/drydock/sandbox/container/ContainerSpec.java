package dev.drydock.sandbox.container;

import dev.drydock.sandbox.SandboxMode;
import java.util.List;

/**
 * A process to start, everything about it decided. Strings are {@code ByteNames}.
 *
 * @param root an absolute path of the worker on which the root is mounted, with all that shall be in it except what needs
 *     the container's own namespaces
 * @param procDirectory where in the root /proc is, absolute and without symlinks; sys and mqueue likewise
 * @param program absolute, inside the root
 * @param argv the first is the program's name as the user gave it
 * @param env {@code NAME=value}
 * @param workdir absolute, inside the root
 * @param ownNetwork nothing but a loopback interface, instead of the host's network
 * @param privileged keeps all capabilities, sees all of /proc, and may write to /sys
 * @param terminal stays in the session of its parent, whose standard streams it has
 * @param mode what keeps it apart, never {@code AUTO}
 * @param openFiles limit of open files
 * @param readOnly paths inside that cannot be written to, where no mount says so; absolute and without symlinks
 */
public record ContainerSpec(
        String root,
        String procDirectory,
        String sysDirectory,
        String mqueueDirectory,
        String program,
        List<String> argv,
        List<String> env,
        String workdir,
        Identity identity,
        String hostname,
        boolean ownNetwork,
        boolean privileged,
        boolean terminal,
        SandboxMode mode,
        long openFiles,
        List<String> readOnly) {

    /** Who the process is. */
    public record Identity(long uid, long gid, List<Long> groups) {}
}
