package dev.drydock.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A lock between threads and processes, named by a file, held until closed and given up by the kernel when its process dies.
 * It keeps two from doing the same work; it must not be what keeps data whole: where the file system cannot lock, and for
 * copies of this class in other class loaders, only threads or nobody wait, and one that waits for a file that is being deleted
 * does not keep out another that makes it anew. {@link #acquireLasting} is for what is read, changed and written.
 *
 * <p>Not for the same thread twice; any thread may close it.
 */
public final class NamedLock implements Closeable {

    /**
     * Locks held or waited for in this process. The kernel's locks belong to processes, so threads need their own; and a
     * process that closes any descriptor of a file loses its lock on it, so only one thread may have it open.
     */
    private static final Map<Path, Holders> IN_PROCESS = new HashMap<>();

    private static final long TURN_MILLIS = 20;

    private static final class Holders {
        private final Semaphore lock = new Semaphore(1);
        private int users;
    }

    private final Path file;
    private final Holders holders;
    private final FileChannel channel;
    private final boolean stays;

    private NamedLock(Path file, Holders holders, FileChannel channel, boolean stays) {
        this.stays = stays;
        this.file = file;
        this.holders = holders;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param file made if missing, its directory too; deleted when the lock is released. On Windows it stays: a file that is being
     *     deleted while others have it open cannot be opened by anybody else
     * @throws IOException if the file cannot be made
     */
    public static NamedLock acquire(Path file) throws IOException, InterruptedException {
        return acquire(file, false);
    }

    /**
     * The same with a file that stays: wherever the file system can lock, only one process at a time has it.
     *
     * @param file made if missing, its directory too
     * @throws IOException if the file cannot be made
     */
    public static NamedLock acquireLasting(Path file) throws IOException, InterruptedException {
        return acquire(file, true);
    }

    private static NamedLock acquire(Path file, boolean stays) throws IOException, InterruptedException {
        Path name = file.toAbsolutePath().normalize();
        Holders holders = join(name);
        boolean locked = false;
        try {
            holders.lock.acquire();
            locked = true;
            FileChannel channel = open(name);
            lock(channel);
            return new NamedLock(name, holders, channel, stays);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            release(name, holders, locked);
            throw e;
        }
    }

    private static Holders join(Path file) {
        synchronized (IN_PROCESS) {
            Holders holders = IN_PROCESS.get(file);
            if (holders == null) {
                holders = new Holders();
                IN_PROCESS.put(file, holders);
            }
            holders.users++;
            return holders;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void lock(FileChannel channel) throws IOException, InterruptedException {
        try {
            lockPatiently(channel);
        } catch (FileLockInterruptionException e) {
            channel.close();
            Thread.interrupted();
            throw new InterruptedException("interrupted while waiting for another process");
        } catch (IOException cannotLock) {
            // Some network file systems. Then processes do the same work twice, which is a pity and no harm.
            return;
        }
    }

    /** A copy of this class in another class loader of this process is no other process to the kernel, and Java refuses at once. */
    private static void lockPatiently(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException elsewhere) {
                Thread.sleep(TURN_MILLIS);
            }
        }
    }

    private static void release(Path file, Holders holders, boolean locked) {
        if (locked) {
            holders.lock.release();
        }
        synchronized (IN_PROCESS) {
            holders.users--;
            if (holders.users == 0) {
                IN_PROCESS.remove(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (!stays && !HeldFiles.areAt(file)) {
                Files.deleteIfExists(file);
            }
        } finally {
            release(file, holders, true);
        }
    }
}
