package dev.drydock.sandbox.launch;

import dev.drydock.sandbox.kernel.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The call at which a program gave up.
 *
 * @param step what the call was for
 * @param errno why it failed, see {@link Errno}
 */
public record LaunchFailure(String step, int errno) {

    /** Bytes a program writes: number of the step, then the negative error number, eight bytes each. */
    public static final int RECORD_SIZE = 16;

    static final int ERROR_OFFSET = 8;

    static byte[] record(int step) {
        return ByteBuffer.allocate(RECORD_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(step)
                .array();
    }

    /** @param steps of the program that wrote the record */
    public static LaunchFailure read(byte[] record, List<String> steps) {
        var in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        return new LaunchFailure(steps.get((int) in.getLong()), (int) -in.getLong());
    }

    @Override
    public String toString() {
        return step + ": " + Errno.describe(errno);
    }
}
