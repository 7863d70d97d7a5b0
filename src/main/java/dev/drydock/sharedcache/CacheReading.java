package dev.drydock.sharedcache;

import dev.drydock.engine.source.Registries;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.FetchedManifest;
import dev.drydock.registry.auth.AccessRefused;
import dev.drydock.registry.fault.StatusFailure;
import dev.drydock.registry.fault.WrongBytes;
import dev.drydock.store.RememberedReference;
import dev.drydock.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Entries of caches, by their names: what the store remembers of them, or else what a registry says. One that fails is left
 * alone for the rest of the build, after one warning.
 */
final class CacheReading {

    /** A registry may have cleaned up meanwhile. */
    private static final Duration SENT_HOLDS = Duration.ofDays(7);

    private final Store store;
    private final Registries registries;
    private final CacheUploads uploads;
    private final BuildLog log;
    private final Clock clock;
    private final Set<Reference> unreadable = ConcurrentHashMap.newKeySet();

    CacheReading(Store store, Registries registries, CacheUploads uploads, BuildLog log, Clock clock) {
        this.store = store;
        this.registries = registries;
        this.uploads = uploads;
        this.log = log;
        this.clock = clock;
    }

    Optional<FetchedManifest> remembered(Reference name) {
        return store.remembered(name.fullName())
                .map(known -> new FetchedManifest(known.mediaType(), known.digest(), known.raw()));
    }

    /** Whether the cache had it lately, as far as this machine knows. */
    boolean isRemembered(Reference name) {
        return store.remembered(name.fullName())
                .filter(known -> known.asked().plus(SENT_HOLDS).isAfter(clock.instant()))
                .isPresent();
    }

    void remember(Reference name, FetchedManifest manifest) {
        store.remember(new RememberedReference(
                name.fullName(), manifest.mediaType(), manifest.digest(), manifest.raw(), clock.instant()));
    }

    Optional<FetchedManifest> ask(Reference repository, Reference name) throws InterruptedException {
        if (unreadable.contains(repository)) {
            return Optional.empty();
        }
        try {
            return registries.client().find(name);
        } catch (BuildFailure e) {
            passOnInterrupt();
            if (e.getCause() instanceof WrongBytes) {
                warnOfEntry(name, Cause.of(e), "its content is made or fetched");
            } else if (unreadable.add(repository)) {
                boolean answered = e.getCause() instanceof AccessRefused || e.getCause() instanceof StatusFailure;
                if (!answered) {
                    uploads.giveUp(repository);
                }
                log.warning("The cache " + shown(repository) + " is not used in this build: " + Cause.of(e));
            }
            return Optional.empty();
        }
    }

    void warnOfEntry(Reference name, String why, String instead) {
        log.warning("The cache entry " + name + " is not used, so " + instead + ": " + why);
    }

    /** The client turns an interrupt into a failure like any other, with the flag set. */
    static void passOnInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    static String shown(Reference repository) {
        return repository.registry() + "/" + repository.repository();
    }
}
