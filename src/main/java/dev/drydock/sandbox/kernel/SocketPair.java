package dev.drydock.sandbox.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Two sockets connected to each other, over which descriptors are handed from one process to another; see unix(7). */
public record SocketPair(OpenFile mine, OpenFile other) implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM_CLOSED_ON_EXEC = 1 | 02000000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int HEADER_SIZE = 56;
    private static final int CONTROL_SIZE = 24;
    /** Where in the control message the descriptor is. */
    public static final int DESCRIPTOR_OFFSET = 16;

    public static SocketPair open() throws IOException {
        byte[] ends = new byte[8];
        RawCalls.check(
                RawCalls.syscall(
                        RawCalls.number(SystemCall.SOCKETPAIR), AF_UNIX, SOCK_STREAM_CLOSED_ON_EXEC, null, ends),
                SystemCall.SOCKETPAIR,
                "");
        var numbers = ByteBuffer.wrap(ends).order(ByteOrder.LITTLE_ENDIAN);
        return new SocketPair(new OpenFile(numbers.getInt(), "socket"), new OpenFile(numbers.getInt(), "socket"));
    }

    /**
     * A {@code struct msghdr} for one byte with one descriptor.
     *
     * @param vector address of a {@code struct iovec}
     * @param control address of {@link #controlMessage}
     */
    public static byte[] messageHeader(long vector, long control) {
        return ByteBuffer.allocate(HEADER_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(16, vector)
                .putLong(24, 1)
                .putLong(32, control)
                .putLong(40, CONTROL_SIZE)
                .array();
    }

    /** A {@code struct iovec}. */
    public static byte[] vector(long address, long length) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(address)
                .putLong(length)
                .array();
    }

    /** A {@code struct cmsghdr} with room for a descriptor, which is still missing. */
    public static byte[] controlMessage() {
        return ByteBuffer.allocate(CONTROL_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(DESCRIPTOR_OFFSET + 4)
                .putInt(SOL_SOCKET)
                .putInt(SCM_RIGHTS)
                .array();
    }

    /**
     * Waits for a descriptor.
     *
     * @return null if the other end was closed without sending any
     */
    public @Nullable OpenFile receive(String shown) throws IOException {
        var data = new NativeMemory(8);
        var vector = new NativeMemory(16);
        vector.put(0, vector(data.address(), 1));
        var control = new NativeMemory(CONTROL_SIZE);
        var header = new NativeMemory(HEADER_SIZE);
        header.put(0, messageHeader(vector.address(), control.address()));
        while (true) {
            long result = Calls.call(SystemCall.RECVMSG, mine.descriptor(), header.address(), MSG_CMSG_CLOEXEC, 0);
            if (result == -Errno.EINTR) {
                continue;
            }
            if (result < 0) {
                throw RawCalls.failure(SystemCall.RECVMSG, shown, (int) -result);
            }
            boolean sent = result == 1 && header.getLong(40) >= DESCRIPTOR_OFFSET + 4;
            return sent ? new OpenFile(control.getInt(DESCRIPTOR_OFFSET), shown) : null;
        }
    }

    @Override
    public void close() {
        mine.close();
        other.close();
    }
}
