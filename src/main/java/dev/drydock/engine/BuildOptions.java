package dev.drydock.engine;

import dev.drydock.io.compress.Compression;
import dev.drydock.startup.StartUp;
import java.util.Set;

/**
 * How to build, apart from what.
 *
 * @param compression of layers this build makes
 * @param allowed what the Dockerfile may do beyond the usual
 * @param failOnWarnings build nothing if there is anything to warn of
 * @param attestations documents to make about the image
 */
@StartUp
public record BuildOptions(
        CacheOptions cache,
        BaseOptions bases,
        Compression compression,
        Timestamp timestamp,
        Set<Entitlement> allowed,
        boolean failOnWarnings,
        AttestationOptions attestations) {

    public static final BuildOptions DEFAULTS = new BuildOptions(
            CacheOptions.OWN,
            BaseOptions.WHOLE,
            Compression.GZIP,
            new Timestamp.Fixed(Timestamp.DEFAULT),
            Set.of(),
            false,
            AttestationOptions.NONE);

    public BuildOptions {
        allowed = Set.copyOf(allowed);
    }

    public BuildOptions withCache(CacheOptions value) {
        return new BuildOptions(value, bases, compression, timestamp, allowed, failOnWarnings, attestations);
    }

    public BuildOptions withBases(BaseOptions value) {
        return new BuildOptions(cache, value, compression, timestamp, allowed, failOnWarnings, attestations);
    }

    public BuildOptions withTimestamp(Timestamp value) {
        return new BuildOptions(cache, bases, compression, value, allowed, failOnWarnings, attestations);
    }
}
