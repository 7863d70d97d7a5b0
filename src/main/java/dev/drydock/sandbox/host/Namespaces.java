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
     * @param processes what is seen of processes in it
     */
    record WithUser(IdMap ids, Processes processes) implements Namespaces {}

    /** The processes and the /proc of a worker in a user namespace. */
    enum Processes {
        /** Its own. */
        OWN,
        /**
         * Its own, in the /proc that this process has: containers cover parts of it, and where they do another may not be
         * mounted.
         */
        OWN_IN_FOREIGN_PROC,
        /** Those of this process, in its /proc, which gives the numbers the worker goes by. */
        SHARED
    }
}
