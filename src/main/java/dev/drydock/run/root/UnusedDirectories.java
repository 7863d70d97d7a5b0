package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Removes directories whose lock files nobody holds or has touched lately. */
final class UnusedDirectories {

    private UnusedDirectories() {}

    /**
     * @param base has the directories
     * @param locks has a file for each, of the same name and the suffix; they stay
     * @return bytes of the files removed
     */
    static long remove(Path base, Path locks, String suffix, WorkPlaces work, Instant lastUse) throws IOException {
        long freed = 0;
        try (var directories = Directory.open(base);
                var lockFiles = Directory.open(locks)) {
            for (String name : directories.list()) {
                var used = lockFiles.find(name + suffix);
                boolean old = used != null && !used.modified().isAfter(lastUse);
                if (old && directories.status(name).isDirectory()) {
                    try (var lock = lockFiles.file(name + suffix, OpenFlags.READ_WRITE, 0)) {
                        freed += lock.tryLock(true) ? remove(base.resolve(name), work) : 0;
                    }
                }
            }
        }
        return freed;
    }

    /** Out of sight first, so that nobody finds half of it. */
    private static long remove(Path directory, WorkPlaces work) throws IOException {
        try (var place = work.create()) {
            Files.move(directory, place.resolve("removed"));
            try (var parent = Directory.open(place.path())) {
                return size(parent, "removed");
            }
        }
    }

    private static long size(Directory parent, String name) throws IOException {
        var status = parent.status(name);
        if (!status.isDirectory()) {
            return status.isRegular() ? status.size() / status.links() : 0;
        }
        long size = 0;
        try (var directory = parent.directory(name)) {
            for (String child : directory.list()) {
                size += size(directory, child);
            }
        }
        return size;
    }
}
