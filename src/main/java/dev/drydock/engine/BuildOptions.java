package dev.drydock.engine;

import dev.drydock.image.Reference;
import dev.drydock.io.compress.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to build, apart from what.
 *
 * @param compression of layers this build makes
 * @param allowed what the Dockerfile may do beyond the usual
 * @param failOnWarnings build nothing if there is anything to warn of
 */
public record BuildOptions(
        CacheOptions cache,
        BaseOptions bases,
        Compression compression,
        Timestamp timestamp,
        Set<Entitlement> allowed,
        boolean failOnWarnings) {

    public static final BuildOptions DEFAULTS = new BuildOptions(
            CacheOptions.OWN,
            BaseOptions.WHOLE,
            Compression.GZIP,
            new Timestamp.Fixed(Timestamp.DEFAULT),
            Set.of(),
            false);

    public BuildOptions {
        allowed = Set.copyOf(allowed);
    }

    public BuildOptions withNoCache(boolean value) {
        return with(new CacheOptions(value, cache.from(), cache.to()));
    }

    public BuildOptions withSharedCache(List<Reference> from, @Nullable Reference to) {
        return with(new CacheOptions(cache.ignored(), from, to));
    }

    public BuildOptions withPull(PullPolicy value) {
        return with(bases.withPull(value));
    }

    /** See {@link BaseOptions}. */
    public BuildOptions withLock(Path file, boolean expected, boolean unpinned) {
        return with(bases.withLock(file, expected, unpinned));
    }

    public BuildOptions withLeaveLayers(boolean value) {
        return with(bases.withLeaveLayers(value));
    }

    public BuildOptions withCompression(Compression value) {
        return new BuildOptions(cache, bases, value, timestamp, allowed, failOnWarnings);
    }

    public BuildOptions withTimestamp(Timestamp value) {
        return new BuildOptions(cache, bases, compression, value, allowed, failOnWarnings);
    }

    public BuildOptions withAllowed(Set<Entitlement> value) {
        return new BuildOptions(cache, bases, compression, timestamp, value, failOnWarnings);
    }

    public BuildOptions withFailOnWarnings(boolean value) {
        return new BuildOptions(cache, bases, compression, timestamp, allowed, value);
    }

    private BuildOptions with(CacheOptions value) {
        return new BuildOptions(value, bases, compression, timestamp, allowed, failOnWarnings);
    }

    private BuildOptions with(BaseOptions value) {
        return new BuildOptions(cache, value, compression, timestamp, allowed, failOnWarnings);
    }
}
