package dev.drydock.sandbox.kernel;

import static dev.drydock.sandbox.kernel.RawCalls.check;
import static dev.drydock.sandbox.kernel.RawCalls.number;
import static dev.drydock.sandbox.kernel.RawCalls.syscall;
import static dev.drydock.sandbox.kernel.RawCalls.zeroEnded;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Processes started, waited for and ended without the JVM's own bookkeeping, which knows no namespaces. */
public final class Processes {

    private static final int SIGKILL = 9;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int SECCOMP_GET_ACTION_AVAIL = 2;
    private static final int SECCOMP_RET_ERRNO = 0x00050000;
    private static final int RLIMIT_NOFILE = 7;
    /** Enough to leave a command its processor, too little to starve when other programs are busy for long; of 19. */
    private static final int BEHIND_OTHERS = 3;
    /** More than {@code posix_spawn_file_actions_t} has in any libc. */
    private static final int FILE_ACTIONS_SIZE = 512;

    private Processes() {}

    /**
     * Starts a program without arguments and environment. Descriptors that are not closed on exec are inherited.
     *
     * @param descriptors of this process, by the number they get in the new one
     * @return its process id; somebody has to {@link #await} it
     */
    public static int start(String program, Map<Integer, OpenFile> descriptors) throws IOException {
        try (var actions = new Memory(FILE_ACTIONS_SIZE);
                var arguments = new Memory(24)) {
            arguments.clear();
            // One argument, the empty string: a list without any makes newer kernels complain in their log.
            arguments.setPointer(0, arguments.share(16));
            var environment = arguments.share(8);
            RawCalls.posix_spawn_file_actions_init(actions);
            try {
                descriptors.forEach((number, file) ->
                        RawCalls.posix_spawn_file_actions_adddup2(actions, file.descriptor(), number));
                int[] pid = new int[1];
                int errno;
                int tries = 0;
                do {
                    errno = RawCalls.posix_spawn(pid, zeroEnded(program), actions, null, arguments, environment);
                    // A child another thread starts meanwhile has the file open for writing until it executes its own.
                } while (errno == Errno.ETXTBSY && tries++ < 1000);
                if (errno != 0) {
                    throw RawCalls.failure(SystemCall.EXECVE, program, errno);
                }
                return pid[0];
            } finally {
                RawCalls.posix_spawn_file_actions_destroy(actions);
            }
        }
    }

    /**
     * Waits for the end of a child.
     *
     * @return its exit code, or 128 + n if signal n ended it
     */
    public static int await(int pid) throws IOException {
        byte[] status = new byte[8];
        while (syscall(number(SystemCall.WAIT4), pid, status, 0, 0, 0) == -1) {
            if (RawCalls.lastError() != Errno.EINTR) {
                throw RawCalls.failure(SystemCall.WAIT4, "process " + pid, RawCalls.lastError());
            }
        }
        return exitCode(ByteBuffer.wrap(status).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    /** Ends a process at once; nothing if there is none. */
    public static void kill(int pid) {
        signal(pid, SIGKILL);
    }

    /** Sends a signal, by its number; nothing if there is no such process. */
    public static void signal(int pid, int signal) {
        syscall(number(SystemCall.KILL), pid, signal, 0, 0, 0);
    }

    /** How many files this process may have open at most: the limit no child can raise. */
    public static long openFilesLimit() throws IOException {
        byte[] limits = new byte[16];
        check(
                syscall(number(SystemCall.PRLIMIT64), 0, RLIMIT_NOFILE, null, limits),
                SystemCall.PRLIMIT64,
                "open files");
        return ByteBuffer.wrap(limits).order(ByteOrder.LITTLE_ENDIAN).getLong(8);
    }

    /** From now on nobody without the right to trace everybody can look into this process: its memory, environment, files. */
    public static void hide() throws KernelException {
        check(syscall(number(SystemCall.PRCTL), PR_SET_DUMPABLE, 0, 0, 0, 0), SystemCall.PRCTL, "this process");
    }

    /** From now on the calling thread has a processor when nobody else wants it, or nearly so; see setpriority(2). */
    public static void giveWay() throws KernelException {
        check(
                syscall(number(SystemCall.SETPRIORITY), 0, 0, BEHIND_OTHERS, 0, 0),
                SystemCall.SETPRIORITY,
                "this thread");
    }

    /** Whether this kernel filters system calls, and this process may ask it to; see seccomp(2). */
    public static boolean haveFilters() {
        byte[] failingCalls = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SECCOMP_RET_ERRNO)
                .array();
        return syscall(number(SystemCall.SECCOMP), SECCOMP_GET_ACTION_AVAIL, null, failingCalls, 0) == 0;
    }

    /** The capabilities this process can use, a bit each. */
    public static long permittedCapabilities() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("CapPrm:")) {
                return Long.parseUnsignedLong(line.substring("CapPrm:".length()).strip(), 16);
            }
        }
        throw new IOException("/proc/self/status names no capabilities");
    }

    /** The children of a process, those it has adopted included; none if it is gone. */
    public static List<Integer> children(int pid) throws IOException {
        try {
            String pids = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
            return Arrays.stream(pids.split(" "))
                    .filter(each -> !each.isBlank())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    /** The status of wait4(2) as shells have it: the exit code, or 128 + n if signal n ended the process. */
    public static int exitCode(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal;
    }

    /** A pipe; both ends are closed on exec. */
    public static Pipe pipe() throws IOException {
        byte[] ends = new byte[8];
        check(syscall(number(SystemCall.PIPE2), ends, OpenFlags.CLOSE_ON_EXEC), SystemCall.PIPE2, "");
        var numbers = ByteBuffer.wrap(ends).order(ByteOrder.LITTLE_ENDIAN);
        return new Pipe(new OpenFile(numbers.getInt(), "pipe"), new OpenFile(numbers.getInt(), "pipe"));
    }

    /** The two ends of a pipe. */
    public record Pipe(OpenFile reader, OpenFile writer) {}
}
