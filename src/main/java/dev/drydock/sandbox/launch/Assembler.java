package dev.drydock.sandbox.launch;

import dev.drydock.sandbox.kernel.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Machine code for system calls one after the other. There are no registers to manage: a call takes constants or the content
 * of memory, its result stays in the result register until the next call, and can be stored, tested and jumped on.
 */
abstract class Assembler {

    private static final int MOST_CODE = 1 << 20;

    final ByteBuffer code = ByteBuffer.allocate(MOST_CODE).order(ByteOrder.LITTLE_ENDIAN);

    static Assembler of(Architecture architecture) {
        return architecture == Architecture.AMD64 ? new Amd64Assembler() : new Arm64Assembler();
    }

    /** Sets the argument of the next call, counted from 0; all of them are set anew for each call. */
    abstract void loadConstant(int index, long value);

    /** As {@link #loadConstant}, with the eight bytes at an address when the call is made. */
    abstract void loadContent(int index, long address);

    abstract void call(int number);

    abstract void jump(Label target);

    /** Jumps unless the result is an error, that is within -4095..-1. */
    abstract void jumpIfOk(Label target);

    abstract void jumpIfZero(Label target);

    /** Writes the result to eight bytes of memory. */
    abstract void storeResult(long address);

    /** Ends the process as the wait status at the address says: with that exit code, or 128 + n for signal n. */
    abstract void exitAsWaited(long address, int exitCall);

    /** Completes the jump instruction at one offset of the code so that it leads to another. */
    abstract void link(int jump, int target);

    final void place(Label label) {
        label.position = code.position();
        label.jumps.forEach(jump -> link(jump, label.position));
    }

    /** Called by a jump just before it writes its instruction. */
    final void reach(Label label, int jump) {
        label.jumps.add(jump);
    }

    /** To be called after the instruction is written, for jumps backwards. */
    final void linkIfPlaced(Label label, int jump) {
        if (label.position >= 0) {
            link(jump, label.position);
        }
    }
}
