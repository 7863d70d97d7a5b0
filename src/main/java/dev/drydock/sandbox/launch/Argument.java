package dev.drydock.sandbox.launch;

/** What a system call is given. */
sealed interface Argument {

    record Constant(long value) implements Argument {}

    /** The eight bytes at an address, as they are when the call is made. */
    record Content(long address) implements Argument {}
}
