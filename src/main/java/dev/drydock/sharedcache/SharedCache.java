package dev.drydock.sharedcache;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptions;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.solve.SharedSteps;
import dev.drydock.store.Store;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cache in a registry, if the build has one. */
public final class SharedCache implements AutoCloseable {

    private final @Nullable RegistryCache cache;

    public SharedCache(BuildOptions options, Store store, BuildEnvironment surroundings, Clock clock) {
        cache = RegistryCache.isWanted(options, surroundings.registry())
                ? new RegistryCache(options, store, surroundings.registry(), surroundings.log(), clock)
                : null;
    }

    public SharedSteps steps() {
        return cache == null ? SharedSteps.NONE : cache;
    }

    /** See {@link RegistryCache#places}. */
    public List<Reference> places(Digest blob) {
        return cache == null ? List.of() : cache.places(blob);
    }

    /** See {@link RegistryCache#finish}. */
    public void finish() throws InterruptedException {
        if (cache != null) {
            cache.finish();
        }
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.close();
        }
    }
}
