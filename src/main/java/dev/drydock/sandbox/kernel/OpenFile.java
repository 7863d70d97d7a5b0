package dev.drydock.sandbox.kernel;

import static dev.drydock.sandbox.kernel.RawCalls.check;
import static dev.drydock.sandbox.kernel.RawCalls.number;
import static dev.drydock.sandbox.kernel.RawCalls.syscall;
import static dev.drydock.sandbox.kernel.RawCalls.zeroEnded;

import dev.drydock.io.BufferInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** An open file, pipe or socket: its descriptor with an owner. */
public final class OpenFile implements AutoCloseable {

    private static final int LOCK_SHARED = 1;
    private static final int LOCK_EXCLUSIVE = 2;
    private static final int LOCK_NON_BLOCKING = 4;
    private static final long LONGEST_PAUSE = 50;
    private static final long MOST_AT_ONCE = 1L << 30;
    private static final int BUFFER = 128 * 1024;

    private final int descriptor;
    private final String directory;
    private final String name;
    private boolean closed;

    /** @param directory the path of the directory it was opened in, to be shown with its name; or "" */
    OpenFile(int descriptor, String directory, String name) {
        this.descriptor = descriptor;
        this.directory = directory;
        this.name = name;
    }

    OpenFile(int descriptor, String shown) {
        this(descriptor, "", shown);
    }

    /** Made when there is something to say: most files are opened, read and closed. */
    private String shown() {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** One this process was started with. */
    public static OpenFile inherited(int descriptor, String shown) {
        return new OpenFile(descriptor, shown);
    }

    public int descriptor() {
        return descriptor;
    }

    /** @return bytes read, 0 at the end */
    public int read(ByteBuffer direct) throws IOException {
        while (true) {
            long result = syscall(number(SystemCall.READ), descriptor, direct.slice(), direct.remaining());
            if (result >= 0) {
                direct.position(direct.position() + (int) result);
                return (int) result;
            }
            int errno = RawCalls.lastError();
            if (errno != Errno.EINTR) {
                throw RawCalls.failure(SystemCall.READ, shown(), errno);
            }
        }
    }

    /** Writes all that remains. */
    public void write(ByteBuffer direct) throws IOException {
        while (direct.hasRemaining()) {
            long result = syscall(number(SystemCall.WRITE), descriptor, direct.slice(), direct.remaining());
            if (result >= 0) {
                direct.position(direct.position() + (int) result);
            } else if (RawCalls.lastError() != Errno.EINTR) {
                throw RawCalls.failure(SystemCall.WRITE, shown(), RawCalls.lastError());
            }
        }
    }

    /**
     * Copies from here to the end, by the kernel: without reading where the file system can share what is on its disk.
     *
     * @return false if it cannot be done for these files, and nothing was copied
     */
    public boolean copyTo(OpenFile target) throws IOException {
        for (long copied = 0; ; ) {
            long count = Calls.call(SystemCall.COPY_FILE_RANGE, descriptor, 0, target.descriptor, 0, MOST_AT_ONCE, 0);
            if (count == -Errno.EINTR) {
                continue;
            }
            if (count < 0 && copied == 0 && count != -Errno.ENOSPC && count != -Errno.EDQUOT) {
                return false;
            }
            if (count < 0) {
                throw RawCalls.failure(SystemCall.COPY_FILE_RANGE, shown(), (int) -count);
            }
            if (count == 0) {
                return true;
            }
            copied += count;
        }
    }

    /** Moves the position forward over bytes that stay a hole, or read as zero. */
    public void skip(long bytes) throws IOException {
        check(syscall(number(SystemCall.LSEEK), descriptor, bytes, 1, 0, 0), SystemCall.LSEEK, shown());
    }

    public void setSize(long size) throws IOException {
        check(syscall(number(SystemCall.FTRUNCATE), descriptor, size, 0, 0, 0), SystemCall.FTRUNCATE, shown());
    }

    /**
     * Waits for a lock on the file, which goes when the file is closed.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile
     */
    public void lock(boolean exclusive) throws IOException {
        // Asked for again and again: a thread that waits in the kernel cannot be interrupted.
        for (long pause = 1; !tryLock(exclusive); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("waiting for " + shown()).initCause(e);
            }
        }
    }

    /** @return false if somebody else has it locked */
    public boolean tryLock(boolean exclusive) throws IOException {
        int operation = (exclusive ? LOCK_EXCLUSIVE : LOCK_SHARED) | LOCK_NON_BLOCKING;
        long result = syscall(number(SystemCall.FLOCK), descriptor, operation, 0, 0, 0);
        if (result == -1 && RawCalls.lastError() == Errno.EAGAIN) {
            return false;
        }
        check(result, SystemCall.FLOCK, shown());
        return true;
    }

    /** Sets access and modification time. */
    public void setTimes(Instant time) throws IOException {
        byte[] times = Directory.times(time.getEpochSecond(), time.getNano(), time);
        long result = syscall(number(SystemCall.UTIMENSAT), descriptor, (byte[]) null, times, 0);
        if (result == -1) {
            throw RawCalls.failure(SystemCall.UTIMENSAT, shown(), RawCalls.lastError());
        }
    }

    /** The value of an extended attribute, if there is one that may be read. */
    public Optional<byte[]> xattr(String attribute) throws IOException {
        byte[] wanted = zeroEnded(attribute);
        return ExtendedAttribute.read(
                value -> syscall(number(SystemCall.FGETXATTR), descriptor, wanted, value, value.length),
                SystemCall.FGETXATTR,
                () -> attribute + " of " + shown());
    }

    /** Reads on from the position; closing it closes nothing. */
    public InputStream input() {
        return new BufferInput(ByteBuffer.allocateDirect(BUFFER), this::read);
    }

    /** Writes on from the position, unbuffered; closing it closes nothing. */
    public OutputStream output() {
        return new DescriptorOutput(this, ByteBuffer.allocateDirect(BUFFER));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            syscall(number(SystemCall.CLOSE), descriptor, 0, 0, 0, 0);
        }
    }
}
