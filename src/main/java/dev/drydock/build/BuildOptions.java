package dev.drydock.build;

import dev.drydock.io.Compression;

/**
 * How to build, apart from what.
 *
 * @param noCache execute every step; results are recorded all the same
 * @param compression of layers this build makes
 */
public record BuildOptions(boolean noCache, PullPolicy pull, Compression compression, Timestamp timestamp) {

    public static final BuildOptions DEFAULTS =
            new BuildOptions(false, PullPolicy.MISSING, Compression.GZIP, new Timestamp.Fixed(Timestamp.DEFAULT));

    public BuildOptions withNoCache(boolean value) {
        return new BuildOptions(value, pull, compression, timestamp);
    }

    public BuildOptions withPull(PullPolicy value) {
        return new BuildOptions(noCache, value, compression, timestamp);
    }

    public BuildOptions withCompression(Compression value) {
        return new BuildOptions(noCache, pull, value, timestamp);
    }

    public BuildOptions withTimestamp(Timestamp value) {
        return new BuildOptions(noCache, pull, compression, value);
    }
}
