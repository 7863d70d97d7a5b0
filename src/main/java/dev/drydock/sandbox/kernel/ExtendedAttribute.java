package dev.drydock.sandbox.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the value of an extended attribute, whose size is not known before, by whichever call. */
final class ExtendedAttribute {

    /** In bytes, of a value as of a list of names: more the kernel does not give. */
    static final int LARGEST = 64 * 1024;

    private static final int USUAL = 256;

    private ExtendedAttribute() {}

    /** getxattr(2) or one of its relatives, for one attribute of one file. */
    interface Call {

        /** @return the size of the value, now in the array; -1 if it failed, see {@link RawCalls#lastError} */
        long into(byte[] value);
    }

    /**
     * @param file and attribute, to say which could not be read
     * @return nothing if there is no such attribute, the file system has none, or it may not be read
     */
    static Optional<byte[]> read(Call call, SystemCall number, Supplier<String> file) throws KernelException {
        for (int size = USUAL; ; size = LARGEST) {
            byte[] value = new byte[size];
            long length = call.into(value);
            if (length >= 0) {
                return Optional.of(Arrays.copyOf(value, (int) length));
            }
            int errno = RawCalls.lastError();
            if (errno == Errno.ENODATA || errno == Errno.EOPNOTSUPP || errno == Errno.EPERM) {
                return Optional.empty();
            }
            if (errno != Errno.ERANGE || size == LARGEST) {
                throw RawCalls.failure(number, file.get(), errno);
            }
        }
    }
}
