package dev.drydock.sandbox.owners;

import dev.drydock.sandbox.kernel.Calls;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.NativeMemory;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.supervise.ProcessMemory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the files that processes name, in their root and from their directories; for one thread. Results are descriptors for
 * {@code O_PATH}, which the caller closes, or negative error numbers.
 */
final class ProcessFiles {

    static final int AT_FDCWD = -100;
    static final int LONGEST_PATH = 4096;

    private static final long BENEATH = 8;
    private static final long IN_ROOT = 16;
    private static final int HOW_SIZE = 24;
    private static final int MOST_TRIES = 16;
    private static final int LONGEST_NAME = 255;

    private final ProcessMemory memory;
    private final ProcessRoots roots;
    private final NativeMemory path = new NativeMemory(LONGEST_PATH);
    private final NativeMemory whole = new NativeMemory(3 * LONGEST_PATH);
    private final NativeMemory procPath = new NativeMemory(64);
    private final NativeMemory how = new NativeMemory(HOW_SIZE);
    private final NativeMemory name = new NativeMemory(LONGEST_PATH);
    private int length;

    ProcessFiles(ProcessMemory memory, ProcessRoots roots) {
        this.roots = roots;
        this.memory = memory;
    }

    /**
     * Reads a path, for {@link #find}.
     *
     * @return a negative error number if there is none
     */
    int read(int pid, long address) {
        length = memory.readText(pid, address, path, LONGEST_PATH);
        return length == 0 ? -Errno.ENOENT : length;
    }

    /** The path that was read, if it is a short name without a directory. */
    Optional<byte[]> plainName() {
        if (length > LONGEST_NAME) {
            return Optional.empty();
        }
        byte[] name = path.bytes(0, length);
        for (byte each : name) {
            if (each == '/') {
                return Optional.empty();
            }
        }
        return Optional.of(name);
    }

    /** A directory of a process, with a final slash. */
    static String directory(int pid, int descriptor) {
        return "/proc/" + pid + (descriptor == AT_FDCWD ? "/cwd/" : "/fd/" + descriptor + "/");
    }

    /**
     * The file at the path that was read.
     *
     * @param directory a descriptor of the process, or {@link #AT_FDCWD}
     */
    int find(int pid, int directory, boolean follow) {
        return resolve(pid, directory, follow ? 0 : OpenFlags.NO_FOLLOW);
    }

    /** An open file of the process; {@link #AT_FDCWD} is its current directory. */
    int open(int pid, int descriptor) {
        return openAt(AT_FDCWD, proc(pid, descriptor), 0);
    }

    /**
     * The directory that a path is in, or would be.
     *
     * @return refused where the path ends in no name of its own; else see {@link #name}
     */
    int findParent(int pid, int directory, long address) {
        int read = read(pid, address);
        if (read < 0) {
            return read;
        }
        int end = length;
        while (end > 1 && path.getByte(end - 1) == '/') {
            end--;
        }
        int start = end;
        while (start > 0 && path.getByte(start - 1) != '/') {
            start--;
        }
        byte[] last = path.bytes(start, end - start);
        if (last.length == 0 || last[0] == '.' && (last.length == 1 || last.length == 2 && last[1] == '.')) {
            return -Errno.EEXIST;
        }
        name.put(0, last);
        name.put(last.length, new byte[1]);
        if (start == 0) {
            return open(pid, directory);
        }
        length = start;
        path.put(start, new byte[1]);
        return resolve(pid, directory, OpenFlags.DIRECTORY);
    }

    /** Address of the last part of the path asked for last, for who has found its parent. */
    long name() {
        return name.address();
    }

    /** The file of that name in a directory that was found. */
    int child(int parent) {
        return openAt(parent, name(), OpenFlags.NO_FOLLOW);
    }

    /** Address of the path of a directory itself, as seen from within it. */
    long currentDirectory() {
        procPath.put(0, new byte[] {'.', 0});
        return procPath.address();
    }

    /**
     * Another process's text, such as the target of a symlink.
     *
     * @return its address; negative if there is none
     */
    long text(int pid, long address) {
        int size = memory.readText(pid, address, path, LONGEST_PATH);
        return size < 0 ? size : path.address();
    }

    private int resolve(int pid, int directory, int flags) {
        if (path.getByte(0) == '/') {
            return fromRoot(pid, path.address(), flags);
        }
        int base = open(pid, directory);
        if (base < 0) {
            return base;
        }
        int found = openBelow(base, path.address(), flags, BENEATH);
        Calls.close(base);
        if (found != -Errno.EXDEV && found != -Errno.ELOOP) {
            return found;
        }
        // It leads out of there, which is only right as seen from the root.
        long size = Calls.call(SystemCall.READLINKAT, AT_FDCWD, proc(pid, directory), whole.address(), LONGEST_PATH);
        if (size < 0) {
            return (int) size;
        }
        whole.put((int) size, new byte[] {'/'});
        whole.put((int) size + 1, path.bytes(0, length + 1));
        return fromRoot(pid, whole.address(), flags);
    }

    /** @param address of a path of that process's, of ours */
    int fromRoot(int pid, long address, int flags) {
        long link = proc("/proc/" + pid + "/root");
        if (!roots.differ()) {
            int common = roots.common(link);
            return common < 0 ? common : openBelow(common, address, flags, IN_ROOT);
        }
        int root = openAt(AT_FDCWD, link, OpenFlags.DIRECTORY);
        if (root < 0) {
            return root;
        }
        int found = openBelow(root, address, flags, IN_ROOT);
        Calls.close(root);
        return found;
    }

    /** Asked again where somebody renames directories meanwhile. */
    private int openBelow(int base, long address, int flags, long resolve) {
        how.putLong(0, OpenFlags.PATH | OpenFlags.CLOSE_ON_EXEC | flags);
        how.putLong(8, 0);
        how.putLong(16, resolve);
        long found = -Errno.EAGAIN;
        for (int tries = 0; found == -Errno.EAGAIN && tries < MOST_TRIES; tries++) {
            found = Calls.call(SystemCall.OPENAT2, base, address, how.address(), HOW_SIZE);
        }
        return (int) found;
    }

    private static int openAt(int base, long address, int flags) {
        return (int) Calls.call(SystemCall.OPENAT, base, address, OpenFlags.PATH | OpenFlags.CLOSE_ON_EXEC | flags, 0);
    }

    private long proc(int pid, int descriptor) {
        return proc("/proc/" + pid + (descriptor == AT_FDCWD ? "/cwd" : "/fd/" + descriptor));
    }

    private long proc(String text) {
        procPath.put(0, (text + "\0").getBytes(StandardCharsets.US_ASCII));
        return procPath.address();
    }
}
