package dev.drydock.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a process is kept apart from the machine, best first; the value of {@code drydock.sandbox}. */
public enum SandboxMode {
    /** The first of the others that works here. */
    AUTO,
    /** Namespaces with a /proc of their own, and overlayfs for the root. */
    NAMESPACES,
    /** The same with the /proc of the machine, for containers in which no other can be mounted. */
    OVERLAY,
    /** No namespaces: a copy of the root, entered by chroot, and a supervisor that stands in for /proc. */
    CHROOT,
    /** Namespaces of a user who has but one id, and a supervisor that keeps the owners of files. */
    ONE_ID,
    /** A worker in a container of an engine, docker or podman, which isolates in one of the ways above. */
    CONTAINER;

    /** @throws IllegalArgumentException if there is no such mode, naming those there are */
    public static SandboxMode parse(String value) {
        for (var mode : values()) {
            if (mode.toString().equals(value)) {
                return mode;
            }
        }
        String all = Arrays.stream(values()).map(SandboxMode::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + value + "' is no sandbox mode; there are " + all);
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
