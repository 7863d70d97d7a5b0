package dev.drydock.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Executes a filter as the kernel does, see seccomp(2) and the kernel's documentation of its packet filters. */
final class FilterMachine {

    private final ByteBuffer program;

    FilterMachine(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The answer to a call. */
    int answer(int architecture, int number, long... arguments) {
        var call = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        call.putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            call.putLong(argument);
        }
        int word = 0;
        int at = 0;
        while (true) {
            int operation = program.getShort(8 * at);
            int ifTrue = program.get(8 * at + 2) & 0xFF;
            int ifFalse = program.get(8 * at + 3) & 0xFF;
            int value = program.getInt(8 * at + 4);
            at++;
            switch (operation) {
                case 0x20 -> word = call.getInt(value);
                case 0x05 -> at += value;
                case 0x15 -> at += word == value ? ifTrue : ifFalse;
                case 0x25 -> at += Integer.compareUnsigned(word, value) > 0 ? ifTrue : ifFalse;
                case 0x45 -> at += (word & value) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return value;
                }
                default -> throw new AssertionError("no operation " + Integer.toHexString(operation));
            }
        }
    }
}
