package dev.drydock.sandbox.host;

/** What the worker is taken out of before it starts. */
public sealed interface Namespaces {

    /** Mounts and processes of its own; for root. */
    record Plain() implements Namespaces {}

    /** The same in a user namespace, where it is root; for everybody. */
    record WithUser(IdMap ids) implements Namespaces {}
}
