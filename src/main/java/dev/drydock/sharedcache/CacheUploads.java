package dev.drydock.sharedcache;

import dev.drydock.engine.source.Registries;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.BlobSource;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.PushRequest;
import dev.drydock.store.RememberedReference;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends results of steps to the cache while the build goes on. */
final class CacheUploads implements AutoCloseable {

    /** A layer is sent by several connections only if there are several layers. */
    private static final int THREADS = 2;

    private final Registries registries;
    private final Store store;
    private final BuildLog log;
    private final Set<Reference> closed = ConcurrentHashMap.newKeySet();
    private final Set<Digest> offered = ConcurrentHashMap.newKeySet();
    private final Set<Digest> sent = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService threads;

    CacheUploads(Registries registries, Store store, BuildLog log) {
        this.registries = registries;
        this.store = store;
        this.log = log;
    }

    /** @param keys what it is, for nothing is sent twice */
    synchronized void add(Reference to, List<Digest> keys, CacheEntry.Source source, Instant now) {
        if (closed.contains(to) || !keys.stream().anyMatch(offered::add)) {
            return;
        }
        ExecutorService running = threads;
        if (running == null) {
            running = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "drydock-cache");
                thread.setDaemon(true);
                return thread;
            });
            threads = running;
        }
        running.execute(() -> send(to, source, now));
    }

    private void send(Reference to, CacheEntry.Source source, Instant now) {
        if (closed.contains(to)) {
            return;
        }
        try {
            CacheEntry entry = source.make();
            Path config = config();
            BlobSource blobs = digest -> Optional.of(digest.equals(entry.blob()) ? entry.file() : config);
            Manifest manifest = entry.manifest();
            FetchedManifest resolved = new FetchedManifest(manifest.mediaType(), manifest.digest(), manifest.raw());
            registries
                    .client()
                    .push(new PushRequest(to.withTag(entry.tags().get(0)), entry.tags(), List.of(resolved), blobs));
            sent.add(entry.blob());
            for (String tag : entry.tags()) {
                store.remember(new RememberedReference(
                        to.withTag(tag).fullName(), manifest.mediaType(), manifest.digest(), manifest.raw(), now));
            }
        } catch (BuildFailure | IOException e) {
            boolean ended = e instanceof BuildFailure && Thread.currentThread().isInterrupted();
            if (!ended && closed.add(to)) {
                log.warning(
                        "Results of steps are not sent to the cache " + CacheReading.shown(to) + ": " + Cause.of(e));
            }
        }
    }

    /** A file that says what the config of every artifact says. */
    private synchronized Path config() throws IOException {
        Path file = store.temporary().resolve("empty-config");
        if (!Files.exists(file)) {
            Files.write(file, Manifest.emptyConfig());
        }
        return file;
    }

    /** Nothing more is sent there. */
    void giveUp(Reference to) {
        closed.add(to);
    }

    /** Whether the cache has got this layer from here. */
    boolean sent(Digest layer) {
        return sent.contains(layer);
    }

    /** Waits for what is under way; nothing may be added afterwards. */
    void finish() throws InterruptedException {
        ExecutorService running;
        synchronized (this) {
            running = threads;
        }
        if (running != null) {
            running.shutdown();
            while (!running.awaitTermination(1, TimeUnit.HOURS)) {
                log.debug("results of steps are still being sent");
            }
        }
    }

    @Override
    public synchronized void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
