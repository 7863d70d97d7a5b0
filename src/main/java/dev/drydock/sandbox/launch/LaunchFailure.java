package dev.drydock.sandbox.launch;

import dev.drydock.sandbox.kernel.Errno;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The call at which a program gave up.
 *
 * @param step what the call was for
 * @param errno why it failed, see {@link Errno}
 */
public record LaunchFailure(String step, int errno) {

    /** Bytes a program writes: the mark, number of the step, and the negative error number, eight bytes each. */
    public static final int RECORD_SIZE = 24;

    /** The first byte of a record. */
    public static final int FIRST_BYTE = 'F';

    static final int ERROR_OFFSET = 16;

    private static final byte[] MARK = {FIRST_BYTE, 'a', 'i', 'l', 'u', 'r', 'e', ':'};

    static byte[] record(int step) {
        return ByteBuffer.allocate(RECORD_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARK)
                .putLong(step)
                .array();
    }

    /** Whether a record begins with these eight bytes. */
    public static boolean begins(byte[] word) {
        return Arrays.equals(word, MARK);
    }

    /**
     * Reads on behind the first eight bytes of a record.
     *
     * @param steps of the program that wrote the record
     */
    public static LaunchFailure read(byte[] begin, InputStream rest, List<String> steps) throws IOException {
        byte[] record = Arrays.copyOf(begin, RECORD_SIZE);
        if (rest.readNBytes(record, begin.length, RECORD_SIZE - begin.length) < RECORD_SIZE - begin.length) {
            throw new EOFException("the launcher ended within a message");
        }
        return read(record, steps);
    }

    /** @param steps of the program that wrote the record */
    public static LaunchFailure read(byte[] record, List<String> steps) {
        var in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).position(MARK.length);
        return new LaunchFailure(steps.get((int) in.getLong()), (int) -in.getLong());
    }

    @Override
    public String toString() {
        return step + ": " + Errno.describe(errno);
    }
}
