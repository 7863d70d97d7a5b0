package dev.drydock.build;

import dev.drydock.image.Reference;
import dev.drydock.io.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to build, apart from what.
 *
 * @param noCache execute every step; results are recorded all the same
 * @param compression of layers this build makes
 * @param cacheFrom repositories with results of steps that other machines made
 * @param cacheTo the repository that gets those of this build, and is looked into as well; null for none
 * @param leaveLayers layers of the base image and of caches stay in their registries unless a step needs them; the layout
 *     lacks them then
 * @param allowed what the Dockerfile may do beyond the usual
 * @param failOnWarnings build nothing if there is anything to warn of
 * @param lockFile says which digests names of base images mean, see {@link LockFile}; null for none
 */
public record BuildOptions(
        boolean noCache,
        PullPolicy pull,
        Compression compression,
        Timestamp timestamp,
        List<Reference> cacheFrom,
        @Nullable Reference cacheTo,
        boolean leaveLayers,
        Set<Entitlement> allowed,
        boolean failOnWarnings,
        @Nullable Path lockFile) {

    public static final BuildOptions DEFAULTS = new BuildOptions(
            false,
            PullPolicy.MISSING,
            Compression.GZIP,
            new Timestamp.Fixed(Timestamp.DEFAULT),
            List.of(),
            null,
            false,
            Set.of(),
            false,
            null);

    public BuildOptions withNoCache(boolean value) {
        return new BuildOptions(
                value,
                pull,
                compression,
                timestamp,
                cacheFrom,
                cacheTo,
                leaveLayers,
                allowed,
                failOnWarnings,
                lockFile);
    }

    public BuildOptions withPull(PullPolicy value) {
        return new BuildOptions(
                noCache,
                value,
                compression,
                timestamp,
                cacheFrom,
                cacheTo,
                leaveLayers,
                allowed,
                failOnWarnings,
                lockFile);
    }

    public BuildOptions withCompression(Compression value) {
        return new BuildOptions(
                noCache, pull, value, timestamp, cacheFrom, cacheTo, leaveLayers, allowed, failOnWarnings, lockFile);
    }

    public BuildOptions withTimestamp(Timestamp value) {
        return new BuildOptions(
                noCache, pull, compression, value, cacheFrom, cacheTo, leaveLayers, allowed, failOnWarnings, lockFile);
    }

    public BuildOptions withSharedCache(List<Reference> from, @Nullable Reference to) {
        return new BuildOptions(
                noCache,
                pull,
                compression,
                timestamp,
                List.copyOf(from),
                to,
                leaveLayers,
                allowed,
                failOnWarnings,
                lockFile);
    }

    public BuildOptions withLeaveLayers(boolean value) {
        return new BuildOptions(
                noCache, pull, compression, timestamp, cacheFrom, cacheTo, value, allowed, failOnWarnings, lockFile);
    }

    public BuildOptions withAllowed(Set<Entitlement> value) {
        return new BuildOptions(
                noCache,
                pull,
                compression,
                timestamp,
                cacheFrom,
                cacheTo,
                leaveLayers,
                Set.copyOf(value),
                failOnWarnings,
                lockFile);
    }

    public BuildOptions withFailOnWarnings(boolean value) {
        return new BuildOptions(
                noCache, pull, compression, timestamp, cacheFrom, cacheTo, leaveLayers, allowed, value, lockFile);
    }

    public BuildOptions withLockFile(Path value) {
        return new BuildOptions(
                noCache, pull, compression, timestamp, cacheFrom, cacheTo, leaveLayers, allowed, failOnWarnings, value);
    }
}
