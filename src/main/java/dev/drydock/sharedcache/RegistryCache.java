package dev.drydock.sharedcache;

import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.source.Registries;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.http.HttpOptions;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.layer.LayerIndex;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.solve.SharedSteps;
import dev.drydock.store.StepRecord;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Results of steps in repositories of registries, see {@link StepArtifact}. A registry is asked only for what this machine
 * does not know: what was found there or sent there once is remembered in the store.
 */
final class RegistryCache implements SharedSteps, AutoCloseable {

    /** A cache is not worth waiting for as long as an image is. */
    private static final RetryPolicy RETRIES =
            new RetryPolicy(3, Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(20));

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private final List<Reference> from;
    private final @Nullable Reference to;
    private final Registries registries;
    private final BuildLog log;
    private final Clock clock;
    private final CacheUploads uploads;
    private final CacheReading reading;
    private final CacheIndexes indexes;
    private final Map<Digest, Reference> places = new ConcurrentHashMap<>();
    private final Map<Digest, Digest> blobsOfKeys = new ConcurrentHashMap<>();
    private final Set<Digest> rejected = ConcurrentHashMap.newKeySet();

    RegistryCache(BuildOptions options, Store store, RegistryOptions registry, BuildLog log, Clock clock) {
        Set<Reference> repositories = new LinkedHashSet<>(options.cache().from());
        Reference target = options.cache().to();
        if (target != null) {
            repositories.add(target);
        }
        this.from = List.copyOf(repositories);
        this.to = target;
        this.log = log;
        this.clock = clock;
        HttpOptions.Builder impatient = registry.http().toBuilder()
                .retries(registry.http().retries().atMost(RETRIES))
                .timeouts(TIMEOUTS);
        this.registries = new Registries(registry.withHttp(impatient.build()), log);
        this.uploads = new CacheUploads(registries, store, log);
        this.reading = new CacheReading(store, registries, uploads, log, clock);
        this.indexes = new CacheIndexes(store, registries, reading);
    }

    /** Whether builds with these options share anything. */
    static boolean isWanted(BuildOptions options, RegistryOptions registry) {
        return options.cache().isShared() && options.bases().pull() != PullPolicy.NEVER && !registry.offline();
    }

    @Override
    public Optional<StepRecord> find(Digest key) throws InterruptedException {
        for (Reference repository : from) {
            Reference name = repository.withTag(StepArtifact.tag(key));
            Optional<StepRecord> found = decoded(name, key, reading.remembered(name));
            if (found.isEmpty()) {
                Optional<FetchedManifest> now = reading.ask(repository, name);
                found = decoded(name, key, now);
                if (found.isPresent() && now.isPresent()) {
                    reading.remember(name, now.get());
                }
            }
            if (found.isPresent()) {
                Digest blob = found.get().layer().blob().digest();
                places.putIfAbsent(blob, repository);
                blobsOfKeys.put(key, blob);
                log.debug("step " + key + " is known to " + CacheReading.shown(repository));
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<StepRecord> decoded(Reference name, Digest key, Optional<FetchedManifest> manifest) {
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        try {
            StepRecord record = StepArtifact.decode(manifest.get().raw(), key);
            return rejected.contains(record.layer().blob().digest()) ? Optional.empty() : Optional.of(record);
        } catch (IOException e) {
            reading.warnOfEntry(name, Cause.of(e), "its step is executed");
            return Optional.empty();
        }
    }

    @Override
    public void fetch(Descriptor blob, Path file) throws IOException {
        Reference place = places.get(blob.digest());
        if (place == null) {
            throw new IOException(blob.digest() + " is in no cache");
        }
        registries.client().fetchBlob(place, blob, file);
    }

    @Override
    public boolean reject(Digest blob, String why) {
        boolean first = rejected.add(blob);
        Reference place = places.remove(blob);
        if (first && place != null) {
            log.warning("A layer from the cache " + CacheReading.shown(place)
                    + " is not used, so its step is executed: " + why);
        }
        return first;
    }

    @Override
    public void offer(List<Digest> keys, StepRecord record, Path file) {
        Reference target = to;
        if (target == null) {
            return;
        }
        List<Digest> missing =
                keys.stream().filter(key -> !isThere(target, key)).toList();
        if (!missing.isEmpty()) {
            List<String> tags = missing.stream().map(StepArtifact::tag).toList();
            Digest blob = record.layer().blob().digest();
            uploads.add(
                    target,
                    missing,
                    () -> new CacheEntry(tags, StepArtifact.encode(missing, record), blob, file),
                    clock.instant());
        }
    }

    @Override
    public boolean isThere(Descriptor blob) throws InterruptedException {
        Reference place = places.get(blob.digest());
        try {
            return place != null
                    && registries.client().headBlob(place, blob.digest()).isPresent();
        } catch (BuildFailure e) {
            CacheReading.passOnInterrupt();
            log.debug(Cause.of(e));
            return false;
        }
    }

    @Override
    public Optional<LayerIndex> index(Digest diffId) throws InterruptedException {
        return indexes.find(from, diffId);
    }

    @Override
    public void offerIndex(Digest diffId, Path file) {
        Reference target = to;
        if (target != null) {
            indexes.offer(target, diffId, file, uploads, clock.instant());
        }
    }

    /** As far as this machine knows. A result with a layer that turned out to be lost is not there. */
    private boolean isThere(Reference target, Digest key) {
        Digest blob = blobsOfKeys.get(key);
        if (blob != null && rejected.contains(blob)) {
            return false;
        }
        return reading.isRemembered(target.withTag(StepArtifact.tag(key)));
    }

    /** Repositories that have the layer, as far as this build has come to know. */
    List<Reference> places(Digest blob) {
        List<Reference> all = new ArrayList<>();
        Optional.ofNullable(places.get(blob)).ifPresent(all::add);
        Reference target = to;
        if (target != null && uploads.sent(blob)) {
            all.add(target);
        }
        return all;
    }

    /** Waits until everything offered is sent, or cannot be. */
    void finish() throws InterruptedException {
        uploads.finish();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        uploads.close();
        registries.close();
    }
}
