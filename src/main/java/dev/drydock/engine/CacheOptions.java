package dev.drydock.engine;

import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which results of earlier builds serve.
 *
 * @param ignored execute every step; results are recorded all the same
 * @param from repositories with results of steps that other machines made
 * @param to the repository that gets those of this build, and is looked into as well; null for none
 */
@StartUp
public record CacheOptions(
        boolean ignored, List<Reference> from, @Nullable Reference to) {

    /** Results that this machine knows, and no others. */
    public static final CacheOptions OWN = new CacheOptions(false, List.of(), null);

    public CacheOptions {
        from = List.copyOf(from);
    }

    /** The same with the results of this machine. */
    public CacheOptions notIgnored() {
        return new CacheOptions(false, from, to);
    }

    /** Whether other machines have a part in it. */
    public boolean isShared() {
        return !from.isEmpty() || to != null;
    }
}
