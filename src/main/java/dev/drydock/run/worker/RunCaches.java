package dev.drydock.run.worker;

import dev.drydock.run.RunMount;
import dev.drydock.run.root.CacheDirectories;
import dev.drydock.run.root.CacheDirectories.CacheDirectory;
import dev.drydock.sandbox.kernel.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cache directories of one run. Each is opened once, however often it is mounted, as a run that uses a cache alone would
 * wait for itself; and in an order that is the same for all runs, so that no two wait for each other.
 */
final class RunCaches implements Closeable {

    /** Fills a new cache. */
    interface Seeds {
        void fill(RunMount.Cache cache, Directory directory) throws IOException;
    }

    private final Map<String, CacheDirectory> open = new HashMap<>();

    private RunCaches() {}

    static RunCaches open(CacheDirectories directories, List<RunMount> mounts, Seeds seeds) throws IOException {
        Map<String, RunMount.Cache> asked = new TreeMap<>();
        for (RunMount mount : mounts) {
            if (mount instanceof RunMount.Cache cache) {
                asked.merge(
                        CacheDirectories.identity(cache),
                        cache,
                        (one, other) -> other.exclusive() || other.privateCopy() ? other : one);
            }
        }
        RunCaches caches = new RunCaches();
        try {
            for (var each : asked.entrySet()) {
                RunMount.Cache cache = each.getValue();
                caches.open.put(each.getKey(), directories.open(cache, made -> seeds.fill(cache, made)));
            }
            return caches;
        } catch (IOException | RuntimeException | Error e) {
            caches.close();
            throw e;
        }
    }

    Path path(RunMount.Cache cache) {
        CacheDirectory directory = open.get(CacheDirectories.identity(cache));
        if (directory == null) {
            throw new IllegalStateException("not opened: " + cache.key());
        }
        return directory.path();
    }

    @Override
    public void close() {
        open.values().forEach(CacheDirectory::close);
        open.clear();
    }
}
