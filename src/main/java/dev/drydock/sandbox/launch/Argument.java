package dev.drydock.sandbox.launch;

/** An argument of a system call. */
sealed interface Argument {

    /** Makes it the argument of the next call that has this index, counted from 0. */
    void load(Assembler assembler, int index);

    record Constant(long value) implements Argument {
        @Override
        public void load(Assembler assembler, int index) {
            assembler.loadConstant(index, value);
        }
    }

    /** The eight bytes at an address, as they are when the call is made. */
    record Content(long address) implements Argument {
        @Override
        public void load(Assembler assembler, int index) {
            assembler.loadContent(index, address);
        }
    }
}
