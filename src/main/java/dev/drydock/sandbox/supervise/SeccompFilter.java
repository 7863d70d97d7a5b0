package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The program in the kernel's packet filter language that says which system calls the supervisor is asked about. */
public final class SeccompFilter {

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int ERROR = 0x00050000;
    private static final int ASK = 0x7fc00000;

    /** Offsets in {@code struct seccomp_data}. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int ENETUNREACH = 101;

    private final ByteBuffer code = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

    private SeccompFilter() {}

    /**
     * @param network whether sockets of the internet can be made
     * @return a sequence of {@code struct sock_filter}, eight bytes each
     */
    public static byte[] of(Architecture architecture, boolean network) {
        var filter = new SeccompFilter();
        filter.write(architecture, network);
        byte[] bytes = new byte[filter.code.position()];
        filter.code.get(0, bytes);
        return bytes;
    }

    private void write(Architecture architecture, boolean network) {
        add(LOAD_WORD, 0, 0, ARCHITECTURE);
        // Programs of another architecture, as 32-bit ones are, have other numbers: they are left alone.
        add(JUMP_IF_EQUAL, 1, 0, architecture == Architecture.AMD64 ? 0xC000003E : 0xC00000B7);
        add(RETURN, 0, 0, ALLOW);
        add(LOAD_WORD, 0, 0, NUMBER);
        for (int number : SupervisedCall.numbers(architecture)) {
            add(JUMP_IF_EQUAL, 0, 1, number);
            add(RETURN, 0, 0, ASK);
        }
        if (!network) {
            add(JUMP_IF_EQUAL, 0, 4, SystemCall.SOCKET.number(architecture));
            add(LOAD_WORD, 0, 0, FIRST_ARGUMENT);
            for (int family : List.of(AF_INET, AF_INET6)) {
                add(JUMP_IF_EQUAL, family == AF_INET ? 1 : 0, family == AF_INET ? 0 : 1, family);
            }
            add(RETURN, 0, 0, ERROR | ENETUNREACH);
        }
        add(RETURN, 0, 0, ALLOW);
    }

    private void add(int operation, int ifTrue, int ifFalse, int value) {
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }
}
