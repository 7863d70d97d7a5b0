package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Directories for work in progress. Each has a lock file beside it that is locked while its owner lives, so that those of
 * dead owners can be told and removed.
 */
public final class WorkPlaces {

    private static final String LOCK = ".lock";

    private final Path base;

    WorkPlaces(Path base) throws IOException {
        this.base = Files.createDirectories(base);
        try (var directory = Directory.open(base)) {
            // Otherwise ext4 has them all in one part of the disk, and looks for room there among files just removed.
            directory.holdUnrelatedTrees();
        }
    }

    /** A new, empty directory, gone when it is closed. */
    public WorkPlace create() throws IOException {
        while (true) {
            String name = UUID.randomUUID().toString();
            try (var directory = Directory.open(base)) {
                var lock = directory.file(name + LOCK, OpenFlags.READ_WRITE | OpenFlags.CREATE, 0600);
                lock.lock(true);
                // Somebody who cleans up may have had it between the two calls.
                if (directory.find(name + LOCK) != null) {
                    directory.makeDirectory(name, 0700);
                    return new WorkPlace(base, name, lock);
                }
                lock.close();
            }
        }
    }

    /** A directory that is there already, to be gone when it is closed or its owner is dead. */
    WorkPlace adopt(String name) throws IOException {
        try (var directory = Directory.open(base)) {
            var lock = directory.file(name + LOCK, OpenFlags.READ_WRITE | OpenFlags.CREATE, 0600);
            lock.lock(true);
            return new WorkPlace(base, name, lock);
        }
    }

    /** Removes what dead owners left behind. */
    void clean() throws IOException {
        try (var directory = Directory.open(base)) {
            for (String name : directory.list()) {
                if (name.endsWith(LOCK)) {
                    clean(directory, name.substring(0, name.length() - LOCK.length()));
                }
            }
        }
    }

    private static void clean(Directory directory, String name) throws IOException {
        if (directory.find(name + LOCK) == null) {
            return;
        }
        try (var lock = directory.file(name + LOCK, OpenFlags.READ_WRITE | OpenFlags.CREATE, 0600)) {
            if (lock.tryLock(true)) {
                directory.removeTree(name);
                directory.removeFile(name + LOCK);
            }
        }
    }

    /** A directory in use. */
    public static final class WorkPlace implements AutoCloseable {

        private final Path base;
        private final String name;
        private final OpenFile lock;
        private int users = 1;

        private WorkPlace(Path base, String name, OpenFile lock) {
            this.base = base;
            this.name = name;
            this.lock = lock;
        }

        public Path path() {
            return base.resolve(name);
        }

        public Path resolve(String child) {
            return path().resolve(child);
        }

        /** The same for one user more, who closes it as well: it is gone when all have. */
        synchronized WorkPlace shared() {
            users++;
            return this;
        }

        @Override
        public void close() throws IOException {
            if (isUsed()) {
                return;
            }
            try (lock;
                    var directory = Directory.open(base)) {
                directory.removeTree(name);
                directory.removeFile(name + LOCK);
            }
        }

        private synchronized boolean isUsed() {
            return --users > 0;
        }
    }
}
