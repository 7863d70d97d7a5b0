package dev.drydock.sandbox.seccomp;

import dev.drydock.sandbox.kernel.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A filter of system calls under construction. It looks at one word of {@code struct seccomp_data} at a time, the one loaded
 * last; the first action it comes to is the answer, so every program ends with one. Numbers are compared without sign.
 *
 * <p>A program that is run on a condition must end with an action: afterwards another word may be loaded.
 */
public final class FilterProgram {

    /** Most instructions the kernel takes, BPF_MAXINSNS. */
    private static final int MOST_INSTRUCTIONS = 4096;

    private static final int SIZE = 8;
    private static final int LARGEST_JUMP = 255;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER = 0x25;
    private static final int JUMP_IF_ANY_SET = 0x45;
    private static final int RETURN = 0x06;

    /** Offsets in {@code struct seccomp_data}. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private final ByteBuffer code =
            ByteBuffer.allocate(MOST_INSTRUCTIONS * SIZE).order(ByteOrder.LITTLE_ENDIAN);

    /** An action alone. */
    public static FilterProgram of(FilterAction action) {
        return new FilterProgram().then(action);
    }

    /**
     * A filter of the calls that programs of the processor itself make. Programs of another architecture, as 32-bit ones are, have
     * other numbers: they are left alone.
     *
     * @param calls what is done about a call
     */
    public static FilterProgram ofOwnCalls(Architecture processor, FilterProgram calls) {
        int architecture = CallingConvention.of(processor).get(0).architecture;
        return new FilterProgram()
                .loadArchitecture()
                .ifEqual(architecture, calls)
                .then(FilterAction.ALLOW);
    }

    /** Loads the architecture whose numbers the call uses, an AUDIT_ARCH value. */
    public FilterProgram loadArchitecture() {
        return add(LOAD_WORD, 0, 0, ARCHITECTURE);
    }

    public FilterProgram loadNumber() {
        return add(LOAD_WORD, 0, 0, NUMBER);
    }

    /** Loads the lower half of the call's first argument. */
    public FilterProgram loadFirstArgument() {
        return loadArgument(0);
    }

    /** Loads the lower half of one of the six arguments, counted from 0. */
    public FilterProgram loadArgument(int index) {
        return add(LOAD_WORD, 0, 0, FIRST_ARGUMENT + 8 * index);
    }

    public FilterProgram ifEqual(int value, FilterProgram then) {
        return add(JUMP_IF_EQUAL, value, then);
    }

    public FilterProgram ifGreater(int value, FilterProgram then) {
        return add(JUMP_IF_GREATER, value, then);
    }

    /** If one of these bits is set. */
    public FilterProgram ifAnySet(int bits, FilterProgram then) {
        return add(JUMP_IF_ANY_SET, bits, then);
    }

    public FilterProgram then(FilterAction action) {
        return add(RETURN, 0, 0, action.value());
    }

    /** The instructions, a sequence of {@code struct sock_filter} of eight bytes each. */
    public byte[] toBytes() {
        return Arrays.copyOf(code.array(), code.position());
    }

    private FilterProgram add(int condition, int value, FilterProgram then) {
        byte[] body = then.toBytes();
        int length = body.length / SIZE;
        if (length <= LARGEST_JUMP) {
            add(condition, 0, length, value);
        } else {
            add(condition, 1, 0, value);
            add(JUMP, 0, 0, length);
        }
        code.put(body);
        return this;
    }

    private FilterProgram add(int operation, int ifTrue, int ifFalse, int value) {
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
        return this;
    }
}
