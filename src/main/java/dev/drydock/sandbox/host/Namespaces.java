package dev.drydock.sandbox.host;

/** The namespaces of the host that the worker leaves before it starts. */
public sealed interface Namespaces {

    /** Nothing; for root where there are no namespaces to be had. */
    record None() implements Namespaces {}

    /** Mounts and processes of its own; for root. */
    record Plain() implements Namespaces {}

    /**
     * The same in a user namespace, where it is root; for everybody.
     *
     * @param ownProc whether a /proc of its own is mounted; else it keeps this process's, which containers cover in parts and
     *     where a new one may therefore not be mounted
     */
    record WithUser(IdMap ids, boolean ownProc) implements Namespaces {}
}
