package dev.drydock.store;

import dev.drydock.io.HeldFiles;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One opening of the store: a directory for temporary files, and a lock that dies with the process. The lock file is named
 * after the process, because a process that merely opens and closes a file it has locked elsewhere loses that lock (POSIX),
 * so each leaves its own files alone.
 */
@StartUp
final class Session implements AutoCloseable {

    private static final String LOCK = ".lock";

    /** A session between making its lock file and locking it looks dead; none takes this long for that. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** Where nothing can be locked, a session this old is taken for dead. */
    private static final Duration LONGEST = Duration.ofDays(3);

    private final Path directory;
    private final Path lockFile;
    private final FileChannel channel;

    private final Instant began;
    private final Instant seen;

    private Session(Path directory, Path lockFile, FileChannel channel, Instant began, Instant seen) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.channel = channel;
        this.began = began;
        this.seen = seen;
    }

    static Session open(Path sessions) throws IOException {
        String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Path lockFile = sessions.resolve(name + LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock(channel);
            Path directory = Files.createDirectory(sessions.resolve(name));
            return new Session(
                    directory,
                    lockFile,
                    channel,
                    Files.getLastModifiedTime(lockFile).toInstant(),
                    Instant.now());
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(lockFile);
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null; // released with the channel
        } catch (IOException cannotLock) {
            return false; // some network mounts; age then decides whether the session lives
        }
    }

    Path directory() {
        return directory;
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** When it began, as its lock file has it: what is used later is not pruned by whoever sees that file. */
    Instant began() {
        return began;
    }

    /**
     * A moment at which every other session could see that this one lives. Up to then a session that was just beginning to
     * prune may have overlooked it, and deletes what was used before.
     */
    Instant seen() {
        return seen;
    }

    /** Deletes what dead sessions left. */
    static TreeDeletion.Size removeDead(Path sessions) throws IOException {
        TreeDeletion.Size removed = TreeDeletion.Size.NONE;
        Instant settled = Instant.now().minus(GRACE);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sessions, "*" + LOCK)) {
            for (Path lock : files) {
                Instant began = beginning(lock);
                if (began != null && began.isBefore(settled) && !isAlive(lock)) {
                    removed = removed.plus(removeDead(sessions, lock));
                }
            }
        }
        return removed;
    }

    private static TreeDeletion.Size removeDead(Path sessions, Path lock) throws IOException {
        String name = lock.getFileName().toString();
        try {
            TreeDeletion.Size removed =
                    TreeDeletion.delete(sessions.resolve(name.substring(0, name.length() - LOCK.length())));
            TreeDeletion.delete(lock);
            return removed;
        } catch (FileSystemException held) {
            if (HeldFiles.areAt(sessions)) {
                return TreeDeletion.Size.NONE; // the next one may have more luck
            }
            throw held;
        }
    }

    /** When the oldest living session other than this one began; null if there is none. */
    @Nullable
    Instant oldestOther(Path sessions) throws IOException {
        Instant oldest = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sessions, "*" + LOCK)) {
            for (Path lock : files) {
                Instant other = lock.equals(lockFile) ? null : beginning(lock);
                if (other != null && (oldest == null || other.isBefore(oldest))) {
                    oldest = other;
                }
            }
        }
        return oldest;
    }

    private static @Nullable Instant beginning(Path lock) throws IOException {
        try {
            return Files.getLastModifiedTime(lock).toInstant();
        } catch (NoSuchFileException e) {
            return null; // it ended meanwhile
        }
    }

    /** Whether the session of a name lives. */
    static boolean isAlive(Path sessions, String name) throws IOException {
        return isAlive(sessions.resolve(name + LOCK));
    }

    private static boolean isAlive(Path lock) throws IOException {
        String name = lock.getFileName().toString();
        if (name.startsWith(ProcessHandle.current().pid() + "-")) {
            return Files.exists(lock); // ours, or to be judged by another process
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return !lock(channel)
                    && Files.getLastModifiedTime(lock)
                            .toInstant()
                            .isAfter(Instant.now().minus(LONGEST));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            TreeDeletion.delete(directory);
        } catch (FileSystemException held) {
            if (HeldFiles.areAt(directory)) {
                return; // with its lock file it is a dead session, which another one clears away
            }
            throw held;
        } finally {
            channel.close();
        }
        TreeDeletion.delete(lockFile); // now that it is no longer open, or Windows would not
    }
}
