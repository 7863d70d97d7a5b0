package dev.drydock.sandbox.launch;

/** An argument of a system call. */
sealed interface Argument {

    record Constant(long value) implements Argument {}

    /** The eight bytes at an address, as they are when the call is made. */
    record Content(long address) implements Argument {}
}
