package dev.drydock.build;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.Resolved;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.registry.transport.RetryPolicy;
import dev.drydock.registry.transport.Timeouts;
import dev.drydock.solve.SharedSteps;
import dev.drydock.store.RememberedReference;
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
 * does not know: what was found there or sent there once is remembered in the store. One that fails is left alone for the
 * rest of the build, after one warning.
 */
final class RegistryCache implements SharedSteps, AutoCloseable {

    /** A registry may have cleaned up meanwhile. */
    private static final Duration SENT_HOLDS = Duration.ofDays(7);

    /** What is in a cache is not worth waiting for as long as for an image. */
    private static final RetryPolicy RETRIES =
            new RetryPolicy(3, Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(20));

    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private final List<Reference> from;
    private final @Nullable Reference to;
    private final Store store;
    private final Registries registries;
    private final BuildLog log;
    private final Clock clock;
    private final CacheUploads uploads;
    private final Map<Digest, Reference> places = new ConcurrentHashMap<>();
    private final Map<Digest, Digest> blobsOfKeys = new ConcurrentHashMap<>();
    private final Set<Digest> rejected = ConcurrentHashMap.newKeySet();
    private final Set<Reference> unreadable = ConcurrentHashMap.newKeySet();

    RegistryCache(BuildOptions options, Store store, RegistryOptions registry, BuildLog log, Clock clock) {
        Set<Reference> repositories = new LinkedHashSet<>(options.cacheFrom());
        Reference target = options.cacheTo();
        if (target != null) {
            repositories.add(target);
        }
        this.from = List.copyOf(repositories);
        this.to = target;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.registries = new Registries(
                registry.withRetries(registry.retries().atMost(RETRIES)).withTimeouts(TIMEOUTS), log);
        this.uploads = new CacheUploads(registries, store, log);
    }

    /** Whether builds with these options share anything. */
    static boolean isWanted(BuildOptions options, RegistryOptions registry) {
        boolean named = !options.cacheFrom().isEmpty() || options.cacheTo() != null;
        return named && options.pull() != PullPolicy.NEVER && !registry.offline();
    }

    @Override
    public Optional<StepRecord> find(Digest key) throws InterruptedException {
        for (Reference repository : from) {
            Reference name = repository.withTag(StepArtifact.tag(key));
            Optional<StepRecord> found = decoded(name, key, remembered(name));
            if (found.isEmpty()) {
                Optional<Resolved> now = ask(repository, name);
                found = decoded(name, key, now);
                if (found.isPresent() && now.isPresent()) {
                    remember(name, now.get());
                }
            }
            if (found.isPresent()) {
                Digest blob = found.get().layer().blob().digest();
                places.putIfAbsent(blob, repository);
                blobsOfKeys.put(key, blob);
                log.debug("step " + key + " is known to " + repository.registry() + "/" + repository.repository());
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<StepRecord> decoded(Reference name, Digest key, Optional<Resolved> manifest) {
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        try {
            StepRecord record = StepArtifact.decode(manifest.get().raw(), key);
            return rejected.contains(record.layer().blob().digest()) ? Optional.empty() : Optional.of(record);
        } catch (IOException e) {
            warnOfEntry(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Resolved> ask(Reference repository, Reference name) throws InterruptedException {
        if (unreadable.contains(repository)) {
            return Optional.empty();
        }
        try {
            return registries.client().find(name);
        } catch (BuildFailure e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (e.getCause() instanceof WrongBytes) {
                warnOfEntry(name, String.valueOf(e.getMessage()));
            } else if (unreadable.add(repository)) {
                boolean answered = e.getCause() instanceof AccessRefused || e.getCause() instanceof StatusFailure;
                if (!answered) {
                    uploads.giveUp(repository);
                }
                log.warning("The cache " + shown(repository) + " is not used in this build: " + Warnings.of(e));
            }
            return Optional.empty();
        }
    }

    private void warnOfEntry(Reference name, String why) {
        log.warning("An entry of the cache is not used, its step is executed: " + name + ": " + why);
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
            log.warning("A layer of the cache " + shown(place) + " is not used, its step is executed: " + why);
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
            uploads.add(target, missing, record, file, clock.instant());
        }
    }

    /** As far as this machine knows. A result with a layer that turned out to be lost is not there. */
    private boolean isThere(Reference target, Digest key) {
        Digest blob = blobsOfKeys.get(key);
        if (blob != null && rejected.contains(blob)) {
            return false;
        }
        return store.remembered(target.withTag(StepArtifact.tag(key)).fullName())
                .filter(known -> known.asked().plus(SENT_HOLDS).isAfter(clock.instant()))
                .isPresent();
    }

    private Optional<Resolved> remembered(Reference name) {
        return store.remembered(name.fullName())
                .map(known -> new Resolved(known.mediaType(), known.digest(), known.raw()));
    }

    private void remember(Reference name, Resolved manifest) {
        store.remember(new RememberedReference(
                name.fullName(), manifest.mediaType(), manifest.digest(), manifest.raw(), clock.instant()));
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

    private static String shown(Reference repository) {
        return repository.registry() + "/" + repository.repository();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        uploads.close();
        registries.close();
    }
}
