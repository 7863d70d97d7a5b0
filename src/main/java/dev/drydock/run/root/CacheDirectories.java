package dev.drydock.run.root;

import dev.drydock.image.Digest;
import dev.drydock.run.RunMount;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Directories that outlive builds, for cache mounts: {@code HASH-N/} and its lock {@code HASH-N.lock}; only private ones
 * have an N above 0.
 */
public final class CacheDirectories {

    private static final int USUAL_MODE = 0755;
    private static final String LOCK = ".lock";

    private final Path base;
    private final WorkPlaces work;
    private final boolean oneUser;
    private final FileOwners owners;

    /** @param oneUser whether a directory can be in use only once at a time, as it is moved there */
    CacheDirectories(Path base, WorkPlaces work, boolean oneUser, FileOwners owners) throws IOException {
        this.owners = owners;
        this.oneUser = oneUser;
        this.base = Files.createDirectories(base);
        this.work = work;
    }

    /** A directory in use, locked as its mount asks for. */
    public record CacheDirectory(Path path, OpenFile lock) implements AutoCloseable {

        @Override
        public void close() {
            lock.close();
        }
    }

    /** Fills a new directory. */
    public interface Seed {
        void fill(Directory directory) throws IOException;
    }

    /** Waits for whoever has it locked: one that is used alone for all its users, another for one that uses it alone. */
    public CacheDirectory open(RunMount.Cache cache, Seed seed) throws IOException {
        String hash =
                Digest.of(identity(cache).getBytes(StandardCharsets.UTF_8)).hex();
        for (int number = 0; ; number++) {
            String name = hash + "-" + number;
            var lock = lock(name);
            try {
                if (cache.privateCopy() && !lock.tryLock(true)) {
                    lock.close();
                    continue;
                }
                boolean alone = oneUser || cache.exclusive() || cache.privateCopy();
                Path path = base.resolve(name);
                lock.lock(alone);
                // A lock that changes its kind, or fails to, is let go for a moment: somebody else may
                // make the directory, and then be using it for long, or prune it.
                while (Files.notExists(path)) {
                    if (lock.tryLock(true) && Files.notExists(path)) {
                        make(cache, seed, path);
                    }
                    lock.lock(alone);
                }
                return new CacheDirectory(path, lock);
            } catch (IOException | RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        }
    }

    /** The identity that tells one cache from another. */
    public static String identity(RunMount.Cache cache) {
        var identity = new StringBuilder(cache.key());
        if (cache.mode() != USUAL_MODE || cache.uid() != 0 || cache.gid() != 0) {
            identity.append('\0')
                    .append(cache.mode())
                    .append(' ')
                    .append(cache.uid())
                    .append(' ')
                    .append(cache.gid());
        }
        if (!cache.seed().isEmpty()) {
            cache.seed()
                    .forEach(file -> identity.append('\0').append(file.layer().diffId()));
            identity.append('\0').append(cache.seedSource());
        }
        return identity.toString();
    }

    private OpenFile lock(String name) throws IOException {
        try (var directory = Directory.open(base)) {
            var lock = directory.file(name + LOCK, OpenFlags.READ_WRITE | OpenFlags.CREATE, 0600);
            directory.setTimes(name + LOCK, Instant.now());
            return lock;
        }
    }

    /**
     * Removes those nobody has used since then.
     *
     * @return bytes freed
     */
    long prune(Instant lastUse) throws IOException {
        return UnusedDirectories.remove(base, base, LOCK, work, lastUse);
    }

    private void make(RunMount.Cache cache, Seed seed, Path path) throws IOException {
        try (var place = work.create()) {
            Path made = Files.createDirectory(place.resolve("cache"));
            try (var directory = Directory.open(made)) {
                owners.set(directory, ".", cache.uid(), cache.gid());
                directory.setMode(".", cache.mode());
                seed.fill(directory);
            }
            Files.move(made, path);
        }
    }
}
